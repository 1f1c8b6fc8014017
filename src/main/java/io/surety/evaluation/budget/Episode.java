package io.surety.evaluation.budget;

import io.surety.agreement.VersionRef;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A term's budget burned faster than a tier allows: from the whole minute at which both windows exceed the factor to the
 * one at which the short window exceeds it no more.
 *
 * @param version that was in force at the beginning
 * @param target where the term is judged by target, else empty
 * @param rule factor and windows, as {@link io.surety.agreement.document.EscalationPolicy.Burn#text} writes them
 * @param longBurn at the beginning
 * @param retroactive found too late to tell anybody
 */
public record Episode(
        UUID id,
        VersionRef version,
        String term,
        Optional<String> target,
        String rule,
        Instant beganAt,
        Ratio longBurn,
        Ratio shortBurn,
        boolean retroactive,
        Optional<Instant> endedAt) {

    /** Whether it still burns. */
    public boolean isOpen() {
        return endedAt.isEmpty();
    }

    boolean covers(Instant at) {
        return !at.isBefore(beganAt) && endedAt.map(at::isBefore).orElse(true);
    }
}
