package io.surety.agreement.calendar;

import io.surety.agreement.Agreements;
import io.surety.agreement.SharedCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.calendar.YearLint.DifferingAgreement;
import io.surety.agreement.calendar.YearLint.DifferingDay;
import io.surety.agreement.calendar.YearLint.UnreachableTarget;
import io.surety.agreement.calendar.YearLint.UnusualDay;
import io.surety.agreement.document.CalendarClause;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Looks at a year of a shared calendar, and at what it would do to the agreements that refer to it. */
@Service
public class LintCalendar {

    private final SharedCalendars calendars;
    private final Agreements agreements;

    LintCalendar(SharedCalendars calendars, Agreements agreements) {
        this.calendars = calendars;
        this.agreements = agreements;
    }

    /**
     * Days are as the version has them that holds on them; the effect is that of the newest one. Agreements are those in
     * force in it of which the caller is a side.
     *
     * @throws Refusal {@code not-found}, or {@code outside-validity} if no version holds in the year
     */
    public YearLint lint(String name, int year, Caller caller) {
        if (year < Question.FIRST_YEAR || year > Question.LAST_YEAR) {
            String message = "years from " + Question.FIRST_YEAR + " to " + Question.LAST_YEAR + " are known";
            throw Refusal.invalid("year-unknown", message, List.of(new Diagnostic("/year", "out-of-range", message)));
        }
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate next = first.plusYears(1);
        List<SharedCalendar> versions = calendars.visible(name, caller).stream()
                .filter(v ->
                        v.document().from().isBefore(next) && v.document().to().isAfter(first))
                .toList();
        if (versions.isEmpty()) {
            throw Refusal.invalid("outside-validity", "no version of " + name + " holds in " + year, List.of());
        }
        SharedCalendar calendar = versions.get(versions.size() - 1);
        CalendarClause clause = calendar.document().clause();
        List<UnreachableTarget> unreachable = new ArrayList<>();
        List<DifferingAgreement> differing = new ArrayList<>();
        for (Version version : active(first, next, caller)) {
            for (CalendarClause agreed : version.document().spec().calendars()) {
                if (agreed.shared() != null && agreed.shared().name().equals(name)) {
                    var effect = new EffectOnAgreement(version, agreed, clause, year);
                    unreachable.addAll(effect.unreachable());
                    List<DifferingDay> days = effect.differing();
                    if (!days.isEmpty()) {
                        differing.add(new DifferingAgreement(
                                version.ref().agreement(), version.ref().number(), agreed.id(), days));
                    }
                }
            }
        }
        return new YearLint(name, calendar.number(), year, days(versions, year), unreachable, differing);
    }

    /** Each day as the version has it that holds on it. */
    private static List<UnusualDay> days(List<SharedCalendar> versions, int year) {
        return versions.stream()
                .flatMap(version -> new OpenDays(version.document().clause(), year)
                                .unusual(version.number(), date -> SharedCalendars.onDate(versions, date)
                                        .filter(version::equals)
                                        .isPresent())
                                .stream())
                .sorted(Comparator.comparing(UnusualDay::date))
                .toList();
    }

    private List<Version> active(LocalDate first, LocalDate next, Caller caller) {
        Interval span = new Interval(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                next.atStartOfDay(ZoneOffset.UTC).toInstant());
        return agreements.inForceDuring(span).stream()
                .filter(v -> v.state() == VersionState.ACTIVE || v.state() == VersionState.SUSPENDED)
                .filter(v -> caller.sees(v.sides()))
                .toList();
    }
}
