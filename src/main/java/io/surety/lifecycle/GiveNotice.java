package io.surety.lifecycle;

import io.surety.agreement.Version;
import io.surety.agreement.document.PeriodClause;
import io.surety.lifecycle.Notices.Notice;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Ends an agreement with notice: within the term that runs, at its end, or, where it renews itself before, in the next. */
@Component
class GiveNotice {

    private final Notices notices;
    private final NextTerm nextTerm;
    private final LifeProcess process;
    private final TimeSource time;

    GiveNotice(Notices notices, NextTerm nextTerm, LifeProcess process, TimeSource time) {
        this.notices = notices;
        this.nextTerm = nextTerm;
        this.process = process;
        this.time = time;
    }

    /** @throws Refusal {@code notice-given} if it was given before: then no other date can be given */
    void onlyOnce(Version version) {
        Optional<Notice> before = notices.of(version.ref());
        if (before.isPresent()) {
            throw Refusal.conflict(
                    "notice-given",
                    "notice of " + version.ref() + " has been given for "
                            + before.get().endsOn());
        }
    }

    /** The first local date on which it can be out of force, with notice given now. */
    LocalDate earliest(Version version) {
        PeriodClause period = version.document().spec().period();
        return LocalDate.ofInstant(time.now(), period.zone()).plus(NextTerm.notice(period));
    }

    /** The first date that notice cannot be given for: from then on it is out of force anyway, or not yet renewed. */
    LocalDate tooLate(Version version) {
        PeriodClause period = version.document().spec().period();
        return RenewAgreement.renewsItself(version)
                ? nextTerm.end(version)
                : LocalDate.ofInstant(version.validity().to(), period.zone());
    }

    /**
     * Gives it.
     *
     * @param date the first local date on which it is out of force, within the bounds above
     * @param cancelsClocks whether the clocks that are open then are cancelled, and do not run off
     * @throws Refusal {@code notice-given} if it is given at the same time; {@code state-conflict} if the process cannot
     *     take it
     */
    void give(Version version, LocalDate date, PersonId by, String reason, boolean cancelsClocks) {
        PeriodClause period = version.document().spec().period();
        if (!notices.give(version.ref(), new Notice(date, by, reason, time.now(), cancelsClocks))) {
            throw Refusal.conflict("notice-given", "notice of " + version.ref() + " has been given just now");
        }
        if (date.isAfter(LocalDate.ofInstant(version.validity().to(), period.zone()))) {
            return;
        }
        Instant end = date.atStartOfDay(period.zone()).toInstant();
        boolean taken = process.ask(
                version.ref(),
                LifeProcess.Request.TERMINATION,
                Map.of("by", by.value(), "reason", reason, "end", end.toString()));
        if (!taken) {
            throw Refusal.conflict(
                    "state-conflict", version.ref() + " is " + version.state() + "; it cannot take this request now");
        }
    }

    boolean isGiven(Version version) {
        return notices.of(version.ref()).isPresent();
    }
}
