package io.surety.evaluation.budget;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.availability.ServiceTime;
import io.surety.evaluation.budget.ErrorBudget.Kind;
import io.surety.evaluation.budget.ErrorBudget.Projection;
import io.surety.evaluation.budget.ErrorBudget.Unit;
import io.surety.evaluation.budget.SpendOfTerm.By;
import io.surety.evaluation.budget.SpendOfTerm.Versions;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The budgets of one version's term, looked at from an instant. */
final class LookAtTerm {

    private final SpendOfTerm spend;
    private final ServiceCalendars calendars;
    private final Versions versions;
    private final Version version;
    private final Term term;
    private final Instant at;
    private final ZoneId zone;
    private final Optional<Instant> until;

    /** @param known up to when its source is known */
    LookAtTerm(
            SpendOfTerm spend,
            ServiceCalendars calendars,
            Versions versions,
            Version version,
            Instant at,
            Optional<Instant> known) {
        this.spend = spend;
        this.calendars = calendars;
        this.versions = versions;
        this.version = version;
        this.term = versions.of(version);
        this.at = at;
        this.zone = version.document().spec().period().zone();
        this.until = known.map(edge -> edge.isBefore(at) ? edge : at).map(Windows::wholeMinute);
    }

    /** The part-period of the calendar period that an instant lies in. */
    Optional<PartPeriod> period(Instant in) {
        Interval whole = calendarPeriod(in);
        return term.hasVerdicts() && whole.overlaps(version.validity())
                ? Optional.of(Periods.part(whole, version.validity()))
                : Optional.empty();
    }

    private Interval calendarPeriod(Instant in) {
        return new Periods(term.per(), zone).containing(in);
    }

    /** Of an ended period all of it, with clocks that ran off after the agreement; of a running one to date. */
    List<ErrorBudget> ofPeriod(PartPeriod period) {
        boolean ended = !at.isBefore(period.part().to());
        Instant end = ended ? period.part().to() : until.orElse(period.part().from());
        Map<Optional<String>, Spending> toDate = ended ? whole(period) : toDate(period, end);
        Map<Span, Map<Optional<String>, Spending>> burns =
                ended ? Map.of() : burns(end, period.period().millis(), By.VERDICTS);
        Map<Optional<String>, Spending> owed =
                !ended && term.measure() instanceof VolumeMeasure ? whole(period) : Map.of();
        List<ErrorBudget> budgets = new ArrayList<>();
        toDate.forEach((target, spending) -> budgets.add(new ErrorBudget(
                version.ref(),
                term.id(),
                target,
                Kind.PERIOD,
                Unit.of(term.measure(), target),
                term.goal(target).orElseThrow(),
                period.part(),
                end,
                spending,
                ended ? Optional.empty() : projected(period, end, spending, owed.get(target)),
                Burns.rates(burns, target, end, zone),
                Burns.alerts(burns, target, end, zone, period.period().length()))));
        return budgets;
    }

    private Map<Optional<String>, Spending> whole(PartPeriod period) {
        return spend.of(version, term, period, By.VERDICTS);
    }

    /** Where nothing is known yet, its first minute tells which targets it has. */
    private Map<Optional<String>, Spending> toDate(PartPeriod period, Instant end) {
        Instant start = period.part().from();
        boolean begun = end.isAfter(start);
        Interval span = new Interval(start, begun ? end : start.plusMillis(1));
        Map<Optional<String>, Spending> found = whole(new PartPeriod(period.period(), span, false));
        if (!begun) {
            found.replaceAll((target, spending) -> Spending.NONE);
        }
        return found;
    }

    Optional<ErrorBudget> ofObjective() {
        Term.Objective objective = term.objective();
        if (objective == null || until.isEmpty()) {
            return Optional.empty();
        }
        Instant end = until.get();
        Interval window = Windows.before(end, objective.rolling(), zone);
        Map<Span, Map<Optional<String>, Spending>> burns = burns(end, window.millis(), By.OBJECTIVE);
        return Optional.of(new ErrorBudget(
                version.ref(),
                term.id(),
                Optional.empty(),
                Kind.ROLLING,
                Unit.of(term.measure(), Optional.empty()),
                objective.atLeast(),
                window,
                end,
                Objects.requireNonNullElse(
                        spend.in(versions, window, By.OBJECTIVE).get(Optional.<String>empty()), Spending.NONE),
                Optional.empty(),
                Burns.rates(burns, Optional.empty(), end, zone),
                Burns.alerts(burns, Optional.empty(), end, zone, window.length())));
    }

    /** Over the standard windows and those of its own tiers, as far as they fit into the budget's period. */
    private Map<Span, Map<Optional<String>, Spending>> burns(Instant end, long periodMillis, By by) {
        Map<Span, Map<Optional<String>, Spending>> burns = new LinkedHashMap<>();
        if (!(term.measure() instanceof VolumeMeasure)) {
            windows().forEach(length -> {
                Interval window = Windows.before(end, length, zone);
                if (window.millis() <= periodMillis) {
                    burns.put(length, spend.in(versions, window, by));
                }
            });
        }
        return burns;
    }

    private Stream<Span> windows() {
        return Stream.concat(
                        Stream.of(StandardAlert.values()).flatMap(a -> Stream.of(a.longWindow(), a.shortWindow())),
                        BurnTiers.of(version, term).stream()
                                .flatMap(burn -> Stream.of(burn.longWindow(), burn.shortWindow())))
                .distinct();
    }

    /** Time that is to come is known from the calendar, a commitment from the document; events come as they have come. */
    private Optional<Projection> projected(
            PartPeriod period, Instant end, Spending toDate, @Nullable Spending committed) {
        Optional<Ratio> error = toDate.errorRatio();
        if (error.isEmpty()) {
            return Optional.empty();
        }
        Ratio allowed = toDate.allowed().dividedBy(toDate.total());
        return (committed == null ? total(period, end, toDate) : Optional.of(committed.total()))
                .map(total -> new Projection(total, total.times(allowed), total.times(error.get())));
    }

    private Optional<Ratio> total(PartPeriod period, Instant end, Spending toDate) {
        ServiceCalendar service = ServiceTime.of(version, term, calendars).service();
        long past = service.elapsedMillis(period.part().from(), end, version.suspensions());
        long toCome = service.elapsedMillis(end, period.part().to(), version.suspensions());
        if (Unit.of(term.measure(), Optional.empty()) == Unit.MILLISECONDS) {
            return Optional.of(toDate.total().plus(Ratio.of(toCome, 1)));
        }
        return past == 0 ? Optional.empty() : Optional.of(toDate.total().times(Ratio.of(past + toCome, past)));
    }
}
