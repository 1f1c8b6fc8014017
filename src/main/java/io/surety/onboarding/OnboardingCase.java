package io.surety.onboarding;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a third party towards admission.
 *
 * @param relying the party that engages it: the provider, or in an underpinning contract the customer
 * @param needed evidence that the risk asks for
 * @param decidedBy role in {@code relying} that decides
 * @param accepted whether the third party accepts the invitation; null while it has not answered
 */
record OnboardingCase(
        long id,
        OnboardingKey key,
        OrganisationId relying,
        boolean renewal,
        String duties,
        String risk,
        List<EvidenceKind> needed,
        Role decidedBy,
        Instant startedAt,
        @Nullable Boolean accepted,
        @Nullable String answer,
        @Nullable Tracking tracking,
        @Nullable OnboardingOutcome decision,
        @Nullable PersonId decider,
        @Nullable String reason,
        @Nullable Instant endedAt) {

    /**
     * What was agreed about measuring it.
     *
     * @param indicator what is measured
     * @param source id of the source by which it is delivered
     * @param where the measuring point
     * @param deliveredAt until when the source had delivered when it was agreed
     */
    record Tracking(String indicator, String source, String where, String by, Instant deliveredAt) {}
}
