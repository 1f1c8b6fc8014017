package io.surety.evaluation;

import java.util.List;

/**
 * Clocks went late by time alone, all that one transaction found; published in it, for whoever keeps the verdicts.
 *
 * @param changes one for each version and term, in one order
 */
public record ClocksDecided(List<DecisionsChanged> changes) {

    public ClocksDecided {
        changes = List.copyOf(changes);
    }
}
