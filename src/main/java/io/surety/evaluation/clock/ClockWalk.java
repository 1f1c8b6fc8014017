package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.Reopen;
import io.surety.agreement.document.Measure.Stays;
import io.surety.agreement.document.Measure.Trigger;
import io.surety.agreement.document.Term;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.clock.Matching.Match;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the life of an item along one term of one version: starts, stops, reopens, and moves between targets. */
final class ClockWalk {

    private final Version version;
    private final Term term;
    private final DurationMeasure measure;
    private final Timeline timeline;
    private final Matching matching;
    private final ServiceCalendars calendars;
    private final HoursOfClock hours;
    private final Standstill agreed;
    private final List<Run> runs = new ArrayList<>();
    private int starts;

    ClockWalk(
            Version version,
            Term term,
            DurationMeasure measure,
            Timeline timeline,
            Matching matching,
            ServiceCalendars calendars,
            HoursOfClock hours) {
        this.version = version;
        this.term = term;
        this.measure = measure;
        this.timeline = timeline;
        this.matching = matching;
        this.calendars = calendars;
        this.hours = hours;
        this.agreed = new Standstill(version, measure, timeline);
    }

    /** The runs, with the clocks that came up in them; settled at the end of the timeline. */
    List<Run> runs() {
        Optional<Instant> cut = cancelledAt();
        for (Moment moment : timeline.moments()) {
            if (cut.isPresent() && !moment.at().isBefore(cut.get())) {
                break;
            }
            if (Timeline.withdraws(moment)) {
                settle(moment.at());
                return runs;
            }
            Run run = last();
            if (run != null) {
                goAlong(run, moment);
            } else if (moment.fires(measure.start())
                    && ++starts == measure.start().count()) {
                begin(1, moment);
            }
        }
        cut.ifPresentOrElse(this::cancelOpen, () -> settle(timeline.asOf()));
        return runs;
    }

    /** Where the version's open clocks are cancelled, once that has come (domain, 2.1). */
    private Optional<Instant> cancelledAt() {
        Instant end = version.validity().to();
        return version.cancelsClocks() && !end.isAfter(timeline.asOf()) ? Optional.of(end) : Optional.empty();
    }

    private void cancelOpen(Instant at) {
        Run run = last();
        if (run == null) {
            return;
        }
        run.settle(at);
        if (run.current != null && !run.decided()) {
            run.current.cancel(at, "terminated");
        } else if (run.stop == null) {
            run.stop = at;
        }
    }

    private void settle(Instant at) {
        Run run = last();
        if (run != null) {
            run.settle(at);
        }
    }

    private @Nullable Run last() {
        return runs.isEmpty() ? null : runs.get(runs.size() - 1);
    }

    private void begin(int number, Moment moment) {
        Run run = new Run(number, moment.at(), timeline.assigneeAt(moment.at()), agreed.copy());
        runs.add(run);
        classify(run, moment);
        // An item may be born in a state that stops it; but the event that starts a clock is not the one that stops it.
        if (measure.stop().event() == null) {
            stopOrEnd(run, moment);
        }
    }

    private void goAlong(Run run, Moment moment) {
        if (run.stoppedBy != null && reopens(run.stoppedBy, moment)) {
            if (treatment() == Reopen.As.RESET && inTime(run, moment.at())) {
                begin(run.number + 1, moment);
                return;
            }
            if (treatment() == Reopen.As.CONTINUE && inTime(run, moment.at())) {
                run.goOn(moment.at(), moment.event().id());
            }
        }
        classify(run, moment);
        if (run.stop == null) {
            stopOrEnd(run, moment);
        }
    }

    private void stopOrEnd(Run run, Moment moment) {
        Trigger end = measure.end();
        if (moment.fires(measure.stop()) && run.reachesStop(measure.stop().count())) {
            run.stop(moment.at(), measure.stop());
        } else if (end != null && moment.fires(end) && run.reachesEnd(end.count())) {
            run.end(moment.at(), end);
        }
    }

    /** Where stays are summed or judged each, one that stopped is not reopened: another one begins. */
    private boolean stay() {
        return measure.stays() != null;
    }

    private Reopen.As treatment() {
        if (stay()) {
            return measure.stays() == Stays.EACH ? Reopen.As.RESET : Reopen.As.CONTINUE;
        }
        return measure.reopen().as();
    }

    /** An event cannot be undone: there the start happens again, or the source says {@code reopened}. */
    private boolean reopens(Trigger stoppedBy, Moment moment) {
        if (stay()) {
            return moment.fires(measure.start());
        }
        if (stoppedBy.event() != null) {
            return moment.event().type().equals("reopened") || moment.fires(measure.start());
        }
        return stoppedBy.enters().isEmpty() ? moment.enters(stoppedBy.leaves()) : moment.leaves(stoppedBy.enters());
    }

    private boolean inTime(Run run, Instant at) {
        Span within = stay() ? null : measure.reopen().within();
        Instant stop = run.stop;
        if (within == null || stop == null) {
            return true;
        }
        if (within instanceof Span.Dates dates) {
            ZoneId zone = version.document().spec().period().zone();
            return !LocalDate.ofInstant(at, zone)
                    .isAfter(LocalDate.ofInstant(stop, zone).plus(dates.period()));
        }
        ServiceCalendar calendar = run.current == null
                ? calendars.of(
                        version.document(), version.document().spec().period().calendar())
                : run.current.hours.calendar();
        return calendar.due(stop, within, List.of())
                .map(due -> !due.breach().isBefore(at))
                .orElse(true);
    }

    /** Brings the item to the target that it comes under from this moment on; a decided clock stays as it is. */
    private void classify(Run run, Moment moment) {
        Optional<Match> match = matching.match(version, term, moment.after(), run.start);
        Draft current = run.current;
        if (current != null && match.isPresent() && match.get().target().id().equals(current.target.id())) {
            return;
        }
        run.settle(moment.at());
        if (run.decided()) {
            return;
        }
        if (current != null) {
            current.cancel(moment.at(), "reclassified");
        }
        run.current = match.map(m -> draft(run, m, moment.at())).orElse(null);
        if (run.current != null) {
            run.drafts.add(run.current);
            run.settle(moment.at());
        }
    }

    private Draft draft(Run run, Match match, Instant matchedAt) {
        int occurrence = (int) run.drafts.stream()
                .filter(d -> d.target.id().equals(match.target().id()))
                .count();
        Hours open = hours.of(version, term.id(), match.target(), run.assignee, run.start);
        return new Draft(match, open, occurrence, matchedAt);
    }
}
