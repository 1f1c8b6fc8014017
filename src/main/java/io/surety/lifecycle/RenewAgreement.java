package io.surety.lifecycle;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.PeriodClause.Renewal;
import io.surety.lifecycle.Notices.Notice;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Renews an agreement at its end, where it says so and nobody gave notice in time: the next version has the same content
 * for the next term, and is in force from the instant at which this one is not. Nobody is asked again, because the renewal
 * was negotiated and approved with the content.
 */
@Service
@Transactional
public class RenewAgreement {

    private static final Set<VersionState> WALKING =
            EnumSet.of(VersionState.DRAFT, VersionState.NEGOTIATING, VersionState.AGREED, VersionState.IN_APPROVAL);

    private final Agreements agreements;
    private final WatchNegotiation negotiations;
    private final NextTerm nextTerm;
    private final Notices notices;
    private final LifeProcess process;
    private final TimeSource time;

    RenewAgreement(
            Agreements agreements,
            WatchNegotiation negotiations,
            NextTerm nextTerm,
            Notices notices,
            LifeProcess process,
            TimeSource time) {
        this.agreements = agreements;
        this.negotiations = negotiations;
        this.nextTerm = nextTerm;
        this.notices = notices;
        this.process = process;
        this.time = time;
    }

    /**
     * How an agreement goes on at its end.
     *
     * @param ends when the version in force ends
     * @param noticeUntil the last local date on which notice keeps it from being renewed, where it renews itself
     * @param renewedUntil the end of the next term, or of the notice within it, if it will be renewed
     * @param endsOn the date of the notice that was given, if any
     */
    public record Outlook(
            VersionRef version,
            Renewal renewal,
            Instant ends,
            @Nullable LocalDate noticeUntil,
            @Nullable LocalDate renewedUntil,
            @Nullable LocalDate endsOn,
            @Nullable PersonId noticeBy,
            @Nullable String noticeReason) {}

    /** @throws Refusal {@code not-in-force}, or {@code not-found} for whoever is not of one of the two sides */
    @Transactional(readOnly = true)
    public Outlook outlook(String agreement, Caller caller) {
        agreements.visible(agreement, caller);
        Version version = agreements
                .inForce(agreement, time.now())
                .orElseThrow(() -> Refusal.conflict("not-in-force", "no version of " + agreement + " is in force"));
        if (!caller.sees(version.sides())) {
            throw Refusal.notFound("agreement " + agreement);
        }
        PeriodClause period = version.document().spec().period();
        Optional<Notice> notice = notices.of(version.ref());
        boolean automatic = renewsItself(version);
        return new Outlook(
                version.ref(),
                period.renewal(),
                version.validity().to(),
                automatic ? period.end().minus(NextTerm.notice(period)) : null,
                isDue(version) ? end(version) : null,
                notice.map(Notice::endsOn).orElse(null),
                notice.map(Notice::by).orElse(null),
                notice.map(Notice::reason).orElse(null));
    }

    /** Whether the end of the version is one at which it is renewed, and its content can be. */
    @Transactional(readOnly = true)
    public boolean isDue(VersionRef ref) {
        Version version = agreements.get(ref);
        return isDue(version) && whyNot(version).isEmpty();
    }

    /** Ends the version and puts the one that renews it in force, at one instant. */
    public Version renew(VersionRef ref) {
        Version version = agreements.get(ref);
        Version next = agreements.renew(ref, document(version), PersonId.SYSTEM);
        agreements.move(ref, VersionState.EXPIRED, PersonId.SYSTEM, "its validity is over; renewed as " + next.ref());
        Version active = agreements.move(next.ref(), VersionState.ACTIVE, PersonId.SYSTEM, "renewed as agreed");
        process.startRenewed(active.ref());
        agreements.versions(ref.agreement()).forEach(other -> overtake(other, active.ref()));
        return active;
    }

    /** What was not approved by the end is over: it can be drafted anew, as an amendment of the version that renews. */
    private void overtake(Version version, VersionRef by) {
        if (!WALKING.contains(version.state())) {
            return;
        }
        String reason = "overtaken by the renewal, " + by;
        negotiations.overtake(version.ref(), reason);
        if (version.state() == VersionState.AGREED) {
            agreements.move(version.ref(), VersionState.IN_APPROVAL, PersonId.SYSTEM, reason);
        }
        if (agreements.get(version.ref()).state() == VersionState.IN_APPROVAL) {
            agreements.move(version.ref(), VersionState.LAPSED, PersonId.SYSTEM, reason);
        }
        process.end(version.ref(), reason);
    }

    /** What kept a version that renews itself from being renewed; empty if nothing did, or if it does not. */
    @Transactional(readOnly = true)
    public Optional<String> obstacle(VersionRef ref) {
        Version version = agreements.get(ref);
        return isDue(version) ? whyNot(version) : Optional.empty();
    }

    /** Whether it is its own end that comes, and not one that was brought forward. */
    static boolean renewsItself(Version version) {
        PeriodClause period = version.document().spec().period();
        Instant end = period.end().atStartOfDay(period.zone()).toInstant();
        return period.renewal() == Renewal.AUTOMATIC && version.validity().to().equals(end);
    }

    private boolean isDue(Version version) {
        boolean noticed = notices.of(version.ref())
                .filter(notice -> !notice.endsOn()
                        .isAfter(version.document().spec().period().end()))
                .isPresent();
        return renewsItself(version) && !noticed && !isSucceeded(version);
    }

    /** Whether an approved version takes over at the end anyway. */
    private boolean isSucceeded(Version version) {
        return agreements.versions(version.ref().agreement()).stream()
                .filter(other -> other.state() == VersionState.APPROVED)
                .anyMatch(other ->
                        !other.validity().from().isAfter(version.validity().to()));
    }

    private Optional<String> whyNot(Version version) {
        try {
            document(version);
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.getMessage() + refusal.diagnostics());
        }
    }

    private ParsedDocument document(Version version) {
        LocalDate start = version.document().spec().period().end();
        LocalDate end = end(version);
        // with notice given for a date of the next term, that term is the last one
        return end.equals(nextTerm.end(version))
                ? nextTerm.document(version, start, end)
                : nextTerm.document(version, start, end, Renewal.NONE);
    }

    private LocalDate end(Version version) {
        LocalDate whole = nextTerm.end(version);
        return notices.of(version.ref())
                .map(Notice::endsOn)
                .filter(date -> date.isBefore(whole))
                .orElse(whole);
    }
}
