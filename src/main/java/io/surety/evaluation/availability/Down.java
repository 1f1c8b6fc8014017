package io.surety.evaluation.availability;

import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span in which the service was down.
 *
 * @param evidence the record that shows it, as {@code source/id}
 * @param cause what an exclusion may take it out for; null where the source knows no causes
 * @param party who is responsible, if the record says so
 * @param confirmedBy who has confirmed the cause
 */
public record Down(
        Interval span,
        String evidence,
        @Nullable String cause,
        @Nullable String party,
        Set<OrganisationId> confirmedBy) {

    /** From a source that knows no causes. */
    public static Down observed(Interval span, String evidence) {
        return new Down(span, evidence, null, null, Set.of());
    }
}
