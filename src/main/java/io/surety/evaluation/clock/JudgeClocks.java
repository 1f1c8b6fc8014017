package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Term;
import io.surety.measurement.ItemHistory;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the clocks of work items. The answer depends on the set of inputs and the instant only, never on the order in
 * which they came.
 */
public final class JudgeClocks {

    private static final Comparator<JudgedClock> ORDER =
            Comparator.comparing(JudgedClock::startedAt).thenComparing(c -> c.id().toString());

    private final ServiceCalendars calendars;
    private final HoursOfClock hours;

    /** @param assignees by which calendar those work to whom items are assigned */
    public JudgeClocks(ServiceCalendars calendars, Assignees assignees) {
        this.calendars = calendars;
        this.hours = new HoursOfClock(calendars, assignees);
    }

    /**
     * The clocks of an item.
     *
     * @param versions all that are in force at some instant between the item's first event and {@code asOf}
     * @param asOf the present: events after it have not happened yet, and a clock is late once it is after the breach
     *     instant
     */
    public ItemJudgement judge(ItemHistory history, List<Version> versions, Instant asOf) {
        Timeline timeline = Timeline.of(history, asOf);
        Matching matching = new Matching(versions, calendars, history.item().source());
        Set<Diagnostic> odd = new LinkedHashSet<>(timeline.diagnostics());
        RemainingWork.unreadable(timeline).ifPresent(odd::add);
        List<JudgedClock> clocks = clocks(versions, timeline, matching, odd);
        Map<String, String> now = timeline.moments().isEmpty()
                ? Map.of()
                : timeline.moments().get(timeline.moments().size() - 1).after();
        return new ItemJudgement(
                history.item(),
                List.copyOf(clocks),
                timeline.moments().stream().anyMatch(m -> matching.matchesAny(m.after(), m.at())),
                timeline.nextEvent(),
                now.getOrDefault("service", ""),
                now.getOrDefault("customer", ""),
                RemainingWork.of(timeline),
                List.copyOf(odd));
    }

    /**
     * The clocks of an item under some versions only.
     *
     * @param of some of {@code versions}
     * @param versions that may claim the item, as above
     */
    public List<JudgedClock> clocks(ItemHistory history, List<Version> of, List<Version> versions, Instant asOf) {
        Timeline timeline = Timeline.of(history, asOf);
        Matching matching = new Matching(versions, calendars, history.item().source());
        return clocks(of, timeline, matching, new LinkedHashSet<>());
    }

    private List<JudgedClock> clocks(List<Version> of, Timeline timeline, Matching matching, Set<Diagnostic> odd) {
        List<JudgedClock> clocks = new ArrayList<>();
        for (Version version : of) {
            for (Term term : version.document().spec().terms()) {
                if (term.measure() instanceof DurationMeasure measure
                        && measure.source().equals(timeline.item().source())) {
                    clocks.addAll(clocks(version, term, measure, timeline, matching, odd));
                }
            }
        }
        clocks.sort(ORDER);
        return clocks;
    }

    private List<JudgedClock> clocks(
            Version version,
            Term term,
            DurationMeasure measure,
            Timeline timeline,
            Matching matching,
            Set<Diagnostic> odd) {
        FinishClock finish = new FinishClock(version, term, measure, timeline);
        List<Run> runs = new ClockWalk(version, term, measure, timeline, matching, calendars, hours).runs();
        runs.stream()
                .flatMap(run -> run.drafts.stream())
                .forEach(draft -> draft.hours.odd().ifPresent(odd::add));
        return runs.stream()
                .flatMap(run -> run.drafts.stream().map(draft -> finish.finish(run, draft)))
                .toList();
    }
}
