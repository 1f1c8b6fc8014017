package io.surety.evaluation.availability;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Mark;
import io.surety.measurement.MaintenanceWindow;
import io.surety.shared.Interval;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which time of a term is agreed service time, apart from what a source says about it: what is closed, suspended, excluded
 * or excused, and whose the rest is.
 */
public final class ServiceTime {

    /** What the ledger calls a calendar that no document names. */
    private static final String ALWAYS = "always";

    private final Version version;
    private final Term term;
    private final String name;
    private final ServiceCalendar service;
    private final ServiceCalendar business;

    /**
     * @param name of the calendar of the target
     * @param service the calendar of the target
     * @param business the calendar of the agreement
     */
    public ServiceTime(Version version, Term term, String name, ServiceCalendar service, ServiceCalendar business) {
        this.version = version;
        this.term = term;
        this.name = name;
        this.service = service;
        this.business = business;
    }

    /** By the calendar of the term's target; an objective without a target counts at all times. */
    public static ServiceTime of(Version version, Term term, ServiceCalendars calendars) {
        Spec spec = version.document().spec();
        ServiceCalendar business =
                calendars.of(version.document(), spec.period().calendar());
        Term.PeriodTarget target = term.target();
        return target == null
                ? new ServiceTime(version, term, ALWAYS, Always.IN_UTC, business)
                : new ServiceTime(
                        version,
                        term,
                        target.calendar(),
                        calendars.of(version.document(), target.calendar()),
                        business);
    }

    public ServiceCalendar service() {
        return service;
    }

    /** The id of the party that owes the term. */
    public String obligated() {
        return version.document().spec().obligated(term).id();
    }

    /** What is said about the time of the judged span but for good and bad; may reach beyond it. */
    public List<Claim> claims(List<Down> down, List<MaintenanceWindow> maintenance, Interval judged) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(judged, Mark.good(obligated())));
        Spans.gaps(judged, service.openWithin(judged)).forEach(span -> claims.add(new Claim(span, Mark.closed(name))));
        version.suspensions().forEach(span -> claims.add(new Claim(span, Mark.excluded("suspension", null, null))));
        claims.addAll(new ApplyExclusions(version, term, service, business).claims(down, maintenance, judged));
        return claims;
    }

    /** Where records must be known that take time out of a span: a cap counts in periods that may begin before it. */
    public static Interval causesNeeded(Version version, Term term, Interval span) {
        return ApplyExclusions.of(version.document().spec(), term).stream()
                .map(Exclusion::per)
                .filter(Objects::nonNull)
                .flatMap(per -> ApplyExclusions.capPeriods(version, per, span).stream())
                .reduce(span, ServiceTime::hull);
    }

    /** Whether any exclusion of the document may take out time of the term. */
    public static boolean mayBeExcluded(Spec spec, Term term) {
        return !ApplyExclusions.of(spec, term).isEmpty();
    }

    private static Interval hull(Interval one, Interval other) {
        return new Interval(
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }

    /** Compiled once, when it is first needed. */
    private static final class Always {
        private static final TimeRange WHOLE_DAY = new TimeRange(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        private static final ServiceCalendar IN_UTC = ServiceCalendar.of(new CalendarDefinition(
                ALWAYS,
                ZoneOffset.UTC,
                List.of(new Window(EnumSet.allOf(DayOfWeek.class), WHOLE_DAY)),
                Set.of(),
                Map.of(),
                Optional.empty()));
    }
}
