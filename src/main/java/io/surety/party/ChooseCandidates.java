package io.surety.party;

import java.time.Instant;

/** Decides who gets a task. */
public interface ChooseCandidates {

    /** Never nobody: where no one is eligible the owner of the organisation's service levels gets it, and it is logged. */
    Candidates forTask(TaskNeed need, Instant at);
}
