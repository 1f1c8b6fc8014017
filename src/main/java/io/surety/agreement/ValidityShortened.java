package io.surety.agreement;

import java.time.Instant;

/**
 * The validity of a version that had been activated ends earlier than it did; published in the transaction that cut it. The
 * new end may lie in the past: then the version no longer holds where it was judged by.
 *
 * @param to the new end
 * @param stateFollows whether the version also leaves its state, which is told apart; not so of one that had ended already
 */
public record ValidityShortened(VersionRef version, Instant to, boolean stateFollows) {}
