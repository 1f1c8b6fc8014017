package io.surety.agreement.calendar;

import io.surety.agreement.Version;
import io.surety.agreement.calendar.YearLint.DifferingDay;
import io.surety.agreement.calendar.YearLint.UnreachableTarget;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What another content of a calendar would do to an agreement that refers to it. */
final class EffectOnAgreement {

    private final Version version;
    private final CalendarClause agreed;
    private final CalendarClause other;
    private final int year;
    /** The calendars of the agreement that would change, by id: the one that refers, and its complements. */
    private final Map<String, ServiceCalendar> changed = new HashMap<>();

    EffectOnAgreement(Version version, CalendarClause agreed, CalendarClause other, int year) {
        this.version = version;
        this.agreed = agreed;
        this.other = other;
        this.year = year;
        changed.put(agreed.id(), compiled(other, Optional.empty()));
        for (CalendarClause clause : version.document().spec().calendars()) {
            if (agreed.id().equals(clause.complementOf())) {
                changed.put(clause.id(), compiled(clause, Optional.of(other)));
            }
        }
    }

    List<DifferingDay> differing() {
        ServiceCalendar before = compiled(agreed, Optional.empty());
        ServiceCalendar after = compiled(other, Optional.empty());
        Interval validity = version.validity();
        return OpenDays.differing(
                before,
                after,
                year,
                date -> validity.contains(date.atStartOfDay(before.zone()).toInstant()));
    }

    /** Nothing that starts later can be due earlier, so the first open instant decides for all of the year. */
    List<UnreachableTarget> unreachable() {
        List<UnreachableTarget> unreachable = new ArrayList<>();
        for (Term term : version.document().spec().terms()) {
            for (ClockTarget target : term.targets()) {
                if (changed.containsKey(target.calendar()) && !isDue(changed.get(target.calendar()), target)) {
                    unreachable.add(found(term, target.id(), target.calendar(), "never-due"));
                }
                target.when().getOrDefault("opened", List.of()).stream()
                        .filter(id -> changed.containsKey(id) && openMillis(changed.get(id)) == 0)
                        .forEach(id -> unreachable.add(found(term, target.id(), id, "never-matches")));
            }
            if (term.target() != null
                    && changed.containsKey(term.target().calendar())
                    && openMillis(changed.get(term.target().calendar())) == 0) {
                unreachable.add(found(term, null, term.target().calendar(), "no-open-time"));
            }
        }
        return unreachable;
    }

    private boolean isDue(ServiceCalendar calendar, ClockTarget target) {
        Interval span = span(calendar.zone());
        Optional<Due> due = calendar.due(span.from(), target.within(), List.of());
        return due.isPresent()
                && !due.get().deadline().isAfter(version.validity().to());
    }

    private long openMillis(ServiceCalendar calendar) {
        Interval span = span(calendar.zone());
        return calendar.elapsedMillis(span.from(), span.to());
    }

    /** The part of the year that the agreement is valid in. */
    private Interval span(ZoneId zone) {
        Instant first = LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
        Instant next = LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant();
        return version.validity().intersect(new Interval(first, next)).orElse(version.validity());
    }

    private ServiceCalendar compiled(CalendarClause clause, Optional<CalendarClause> base) {
        int last = Math.max(
                year,
                version.validity()
                        .to()
                        .atZone(version.document().spec().period().zone())
                        .getYear());
        return ServiceCalendar.of(new CalendarYears(clause, base.orElse(null)).in(year - 1, last + 2));
    }

    private UnreachableTarget found(Term term, @Nullable String target, String calendar, String reason) {
        return new UnreachableTarget(
                version.ref().agreement(), version.ref().number(), term.id(), target, calendar, reason);
    }
}
