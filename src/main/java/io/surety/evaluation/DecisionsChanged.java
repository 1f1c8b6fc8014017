package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import java.time.Instant;
import java.util.Set;

/**
 * What counts in a term changed: clocks were decided, withdrawn, cancelled, or no longer count. Published in the
 * transaction that stored it, for whoever keeps the verdicts.
 *
 * @param instants of the decisions that came or went: the part-periods that take them are judged again
 */
public record DecisionsChanged(VersionRef version, String term, Set<Instant> instants) {}
