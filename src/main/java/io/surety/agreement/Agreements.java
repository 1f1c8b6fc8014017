package io.surety.agreement;

import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The agreements, their versions and the states they walk. Each change is one transaction and leaves a history. */
public interface Agreements {

    /**
     * Makes the first version of a new agreement, or the next version of an existing one, in state DRAFT.
     *
     * @throws Refusal with diagnostics if the document is not accepted, or if another version is still on its way
     */
    Version draft(ParsedDocument document, PersonId by);

    /**
     * Makes the version that renews another one as that one agreed: approved from the first, because the renewal was
     * approved with it. A version that is still on its way does not stand in its way; the caller ends its walk.
     *
     * @param document of the same sides, which starts where the version that it renews ends
     * @throws Refusal with diagnostics if it does not
     */
    Version renew(VersionRef ref, ParsedDocument document, PersonId by);

    /** Gives a DRAFT or NEGOTIATING version other content; the content it had stays under its hash. */
    Version replaceContent(VersionRef ref, ParsedDocument document, PersonId by);

    /** @throws Refusal if there is none */
    Version get(VersionRef ref);

    /** The newest version. */
    Optional<Version> newest(String agreement);

    /** All, oldest first; empty if there is no such agreement. */
    List<Version> versions(String agreement);

    /** Those of them that were activated, whatever has become of them since: at some instants they were in force. */
    default List<Version> activated(String agreement) {
        return versions(agreement).stream()
                .filter(version -> version.state().wasActivated())
                .toList();
    }

    /** The version in force at an instant. */
    Optional<Version> inForce(String agreement, Instant at);

    /** Every version, of any agreement, that is in force at some instant of the span. */
    List<Version> inForceDuring(Interval span);

    /** Of these, the ones with a term that is measured by one of the sources: a house has many, and a source few. */
    List<Version> inForceDuring(Interval span, Set<String> sources);

    /**
     * The same as it was known at an earlier instant: those that were activated by then, with the ends that they had then.
     * They are suspended as today, since that only ever changed for the time after it did.
     */
    List<Version> inForceDuring(Interval span, Set<String> sources, Instant knownBy);

    /**
     * Of each agreement that the caller may see, the newest version that one of her organisations is a party of; for an
     * administrator the newest one.
     */
    List<Version> visibleTo(Caller caller);

    /**
     * The newest version that one of the caller's organisations is a party of, third parties included. A third party
     * may know of the agreement, but only the two {@link Version#sides() sides} read the whole document.
     *
     * @throws Refusal {@code not-found}, whether there is none or it is not hers to see
     */
    Version visible(String agreement, Caller caller);

    /**
     * Moves a version to its next state, and publishes {@link VersionStateChanged} in the same transaction. Moving to
     * the state it already has changes nothing. Activation supersedes, at the start of the version's validity, whatever
     * was in force from then on; it may be retroactive. Suspending and resuming count from the present instant.
     *
     * @throws Refusal {@code state-conflict} if the state may not follow
     */
    Version move(VersionRef ref, VersionState to, PersonId by, String reason);

    /**
     * Ends the validity earlier than the document says, such as by a termination; a successor's activation does it by
     * itself.
     *
     * @throws Refusal {@code validity-conflict} if it was never activated or {@code to} is not within the validity
     */
    Version endValidity(VersionRef ref, Instant to, PersonId by);

    /** The clocks that are open at the end of the validity are cancelled then, as a termination may say. */
    void cancelClocks(VersionRef ref);

    /** The content that was stored under a hash, as normalised JSON. */
    Optional<String> content(ContentHash hash);

    /** What happened to the agreement, oldest first. */
    List<HistoryEntry> history(String agreement);

    /** One line of an agreement's history. */
    record HistoryEntry(
            VersionRef version, Instant at, PersonId by, VersionState state, ContentHash hash, String reason) {}
}
