package io.surety.lifecycle;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the life's processes do when they wake: they look at the version again, and move it. */
@Service
@Transactional
public class VersionLife {

    private final Agreements agreements;
    private final RenewAgreement renewals;
    private final Notices notices;

    VersionLife(Agreements agreements, RenewAgreement renewals, Notices notices) {
        this.agreements = agreements;
        this.renewals = renewals;
        this.notices = notices;
    }

    /** The present version. */
    @Transactional(readOnly = true)
    public Version get(VersionRef ref) {
        return agreements.get(ref);
    }

    /** A third party is not admitted: both sides must find another way, as if approval had asked for it. */
    public void sendBackForThirdParty(VersionRef ref) {
        agreements.move(ref, VersionState.IN_APPROVAL, PersonId.SYSTEM, "onboarding is over");
        agreements.move(ref, VersionState.NEGOTIATING, PersonId.SYSTEM, "a third party is not admitted");
    }

    /** Approval begins. */
    public void startApproval(VersionRef ref, PersonId by) {
        agreements.move(ref, VersionState.IN_APPROVAL, by, "approval started");
    }

    /** Approval is over; where the approving room has moved the version already, and others maybe after it, nothing changes. */
    public void recordApproval(VersionRef ref, ApprovalResult result) {
        if (agreements.get(ref).state() != VersionState.IN_APPROVAL) {
            return;
        }
        VersionState state =
                switch (result) {
                    case APPROVED -> VersionState.APPROVED;
                    case CHANGE_REQUESTED -> VersionState.NEGOTIATING;
                    case REJECTED -> VersionState.REJECTED;
                    case LAPSED -> VersionState.LAPSED;
                };
        agreements.move(ref, state, PersonId.SYSTEM, "approval is over");
    }

    /** Puts the version in force; what was in force before it is superseded at the same instant. */
    public void activate(VersionRef ref) {
        agreements.move(ref, VersionState.ACTIVE, PersonId.SYSTEM, "its validity has begun");
    }

    /** The version's end has come, and it is not renewed. */
    public void expire(VersionRef ref) {
        String over = "its validity is over";
        String reason = renewals.obstacle(ref)
                .map(obstacle -> over + "; it could not be renewed: " + obstacle)
                .orElse(over);
        cancelClocksIfAsked(ref);
        agreements.move(ref, VersionState.EXPIRED, PersonId.SYSTEM, reason);
    }

    public void cancel(VersionRef ref, PersonId by, String reason) {
        agreements.move(ref, VersionState.CANCELLED, by, reason);
    }

    public void suspend(VersionRef ref, PersonId by, String reason) {
        if (agreements.get(ref).state() != VersionState.ACTIVE) {
            throw Refusal.conflict("state-conflict", ref + " is not active");
        }
        agreements.move(ref, VersionState.SUSPENDED, by, reason);
    }

    public void resume(VersionRef ref, PersonId by, String reason) {
        agreements.move(ref, VersionState.ACTIVE, by, reason);
    }

    /** Its validity ends at the end of the notice; until then it stays in force. */
    public Version giveNotice(VersionRef ref, Instant end, PersonId by) {
        return agreements.endValidity(ref, end, by);
    }

    /** Whether its end is that of a notice. */
    @Transactional(readOnly = true)
    public boolean endsByNotice(VersionRef ref) {
        LocalDate last = end(agreements.get(ref));
        return notices.of(ref).filter(notice -> notice.endsOn().equals(last)).isPresent();
    }

    /** The first local date on which it is no longer in force. */
    private static LocalDate end(Version version) {
        return LocalDate.ofInstant(
                version.validity().to(), version.document().spec().period().zone());
    }

    /** The notice is over. */
    public void terminate(VersionRef ref) {
        cancelClocksIfAsked(ref);
        agreements.move(ref, VersionState.TERMINATED, PersonId.SYSTEM, "the notice is over");
    }

    /** A clock runs off past the end, unless the termination says otherwise (domain, 2.1). */
    private void cancelClocksIfAsked(VersionRef ref) {
        notices.ending(ref, end(agreements.get(ref)))
                .filter(Notices.Notice::cancelsClocks)
                .ifPresent(notice -> agreements.cancelClocks(ref));
    }

    /** Drafts the next version, which starts a life of its own. */
    public Version draftNext(ParsedDocument document, PersonId by) {
        return agreements.draft(document, by);
    }

    /** How an approval ended, as its process says it. */
    public enum ApprovalResult {
        APPROVED,
        CHANGE_REQUESTED,
        REJECTED,
        LAPSED
    }
}
