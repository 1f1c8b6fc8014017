package io.surety.evaluation;

import java.util.List;

/**
 * Clocks were decided, or are no more: all that one look at them found, because something became known or by time alone.
 * Published in the transaction that stored it, for whoever keeps the verdicts.
 *
 * @param changes one for each version and term, in one order
 */
public record ClocksDecided(List<DecisionsChanged> changes) {

    public ClocksDecided {
        changes = List.copyOf(changes);
    }
}
