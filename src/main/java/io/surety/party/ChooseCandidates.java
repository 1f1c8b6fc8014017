package io.surety.party;

import java.time.Instant;
import java.util.List;

/** Decides who gets a task. */
public interface ChooseCandidates {

    /**
     * Where no one is eligible the owner of the organisation's service levels gets it, and else the administrators, and it
     * is logged. Nobody only where all of those may not get it either.
     */
    Candidates forTask(TaskNeed need, Instant at);

    /** Who is eligible in the organisation, and in each one above it, nearest first; levels with nobody are left out. */
    List<Candidates> byLevel(TaskNeed need, Instant at);
}
