package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version with its content.
 *
 * @param hash of the normalised document
 * @param validity {@code [from, to)}; {@code to} is the successor's start, the termination, or the document's end
 * @param suspensions when it was suspended; an open one lasts to the end of the validity
 * @param createdBy who drafted it
 * @param cancelsClocks whether the clocks that are open at the end of the validity are cancelled; else they run off
 */
public record Version(
        VersionRef ref,
        VersionState state,
        AgreementDocument document,
        ContentHash hash,
        Interval validity,
        List<Interval> suspensions,
        PersonId createdBy,
        Instant createdAt,
        boolean cancelsClocks) {

    /** One whose open clocks run off. */
    public Version(
            VersionRef ref,
            VersionState state,
            AgreementDocument document,
            ContentHash hash,
            Interval validity,
            List<Interval> suspensions,
            PersonId createdBy,
            Instant createdAt) {
        this(ref, state, document, hash, validity, suspensions, createdBy, createdAt, false);
    }

    public boolean inForceAt(Instant instant) {
        return state.wasActivated() && validity.contains(instant);
    }

    /** The two sides, who see all of the document: its provider and its customer. */
    public Set<OrganisationId> sides() {
        return Set.of(
                new OrganisationId(document.spec().provider().id()),
                new OrganisationId(document.spec().customer().id()));
    }

    /** Every party of the document, third parties included. */
    public Set<OrganisationId> parties() {
        return document.spec().parties().stream()
                .map(p -> new OrganisationId(p.id()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
