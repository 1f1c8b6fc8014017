package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The burn rate of a term exceeds a tier's factor in both windows; told once for each episode, in the transaction that
 * recorded it.
 *
 * @param episode id of it, by which {@link BurnEnded} says that it is over
 * @param target where the term is judged by target, else empty
 * @param longBurn burn rate over the long window
 * @param at the whole minute at which both windows ended, which may lie before the present
 * @param retroactive what reveals it came later than the policy's {@code maxAge}: it tells nobody
 */
public record BurnExceeded(
        UUID episode,
        VersionRef version,
        String term,
        Optional<String> target,
        EscalationPolicy.Burn rule,
        Ratio longBurn,
        Ratio shortBurn,
        Instant at,
        boolean retroactive) {}
