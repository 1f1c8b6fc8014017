package io.surety.lifecycle;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.PeriodClause.Renewal;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Representatives;
import io.surety.party.PersonId;
import io.surety.review.ReviewEnded;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Does what a review came to: a draft of the next version, a negotiation that begins with it, or a notice. In the
 * transaction of the review's process, which repeats it if it fails.
 */
@Component
class CarryOutReview {

    private static final Set<VersionState> UNDER_WAY = EnumSet.of(
            VersionState.DRAFT,
            VersionState.NEGOTIATING,
            VersionState.AGREED,
            VersionState.IN_APPROVAL,
            VersionState.APPROVED);

    /** How long the offer that opens a negotiation can be answered: to the start that it names, but not less, not more. */
    private static final Duration SHORTEST = Duration.ofDays(7);

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Agreements agreements;
    private final NextTerm nextTerm;
    private final GiveNotice notice;
    private final Negotiate negotiate;
    private final Representatives representatives;
    private final TimeSource time;

    CarryOutReview(
            Agreements agreements,
            NextTerm nextTerm,
            GiveNotice notice,
            Negotiate negotiate,
            Representatives representatives,
            TimeSource time) {
        this.agreements = agreements;
        this.nextTerm = nextTerm;
        this.notice = notice;
        this.negotiate = negotiate;
        this.representatives = representatives;
        this.time = time;
    }

    @EventListener
    void on(ReviewEnded ended) {
        Version version = agreements
                .inForce(ended.version().agreement(), time.now())
                .orElseGet(() -> agreements.get(ended.version()));
        // where the end has come meanwhile, what follows it is what goes on
        boolean beforeEnd = ended.beforeEnd() && version.ref().equals(ended.version());
        switch (ended.outcome()) {
            case KEEP -> {
                if (beforeEnd && version.document().spec().period().renewal() == Renewal.NEGOTIATED) {
                    offer(draftNext(version, beforeEnd, ended.by()), ended.by());
                }
            }
            case AMEND -> draftNext(version, beforeEnd, ended.by());
            case RENEGOTIATE -> offer(draftNext(version, beforeEnd, ended.by()), ended.by());
            case TERMINATE -> giveNotice(version, beforeEnd, ended);
        }
    }

    /**
     * With the content in force, to be changed by offers: for the next term where this one is about to end, else from the
     * next month on, or from the present end where that is earlier. A version that is under way already serves as well.
     */
    private Version draftNext(Version version, boolean beforeEnd, PersonId by) {
        Optional<Version> underWay =
                agreements.newest(version.ref().agreement()).filter(newest -> UNDER_WAY.contains(newest.state()));
        if (underWay.isPresent()) {
            return underWay.get();
        }
        PeriodClause period = version.document().spec().period();
        LocalDate nextMonth =
                LocalDate.ofInstant(time.now(), period.zone()).withDayOfMonth(1).plusMonths(1);
        boolean within = !beforeEnd && nextMonth.isBefore(period.end());
        LocalDate start = within ? nextMonth : period.end();
        LocalDate end = within ? period.end() : nextTerm.end(version);
        return agreements.draft(nextTerm.document(version, start, end), by);
    }

    /**
     * In the name of who decided. Somebody who speaks for neither side, such as an administrator who was asked for want of
     * others, makes no offer: then the draft waits for the first one, in a task of the provider.
     */
    private void offer(Version draft, PersonId by) {
        Instant now = time.now();
        boolean speaks =
                !representatives.sidesOf(by, draft.document().spec(), now).isEmpty();
        if (draft.state() == VersionState.DRAFT && speaks) {
            Instant start = draft.validity().from();
            Instant earliest = now.plus(SHORTEST);
            Instant latest = now.plus(LONGEST);
            Instant expires = start.isBefore(earliest) ? earliest : start.isAfter(latest) ? latest : start;
            negotiate.offer(draft.ref(), expires, Actor.overRest(by));
        }
    }

    /**
     * From today on; before the end for that end, where it is still in time. An agreement that ends by itself before needs
     * none, and one notice is enough.
     */
    private void giveNotice(Version version, boolean beforeEnd, ReviewEnded ended) {
        if (!version.inForceAt(time.now()) || notice.isGiven(version)) {
            return;
        }
        LocalDate end = version.document().spec().period().end();
        LocalDate earliest = notice.earliest(version);
        LocalDate date = beforeEnd && earliest.isBefore(end) ? end : earliest;
        if (date.isBefore(notice.tooLate(version))) {
            notice.give(version, date, ended.by(), ended.conclusion(), false);
        }
    }
}
