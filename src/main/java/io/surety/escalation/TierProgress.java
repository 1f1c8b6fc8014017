package io.surety.escalation;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a tier has come in the present round.
 *
 * @param tier its place in the policy, from 0
 * @param reachedAt the true instant at which a clock reached its mark; empty for tiers without one
 * @param firedAt when it was told, or skipped
 * @param skipped it had nobody to tell
 * @param repeats how many of its repeats are done
 */
record TierProgress(int tier, Optional<Instant> reachedAt, Optional<Instant> firedAt, boolean skipped, int repeats) {}
