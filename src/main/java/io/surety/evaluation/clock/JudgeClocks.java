package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Term;
import io.surety.measurement.ItemHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Judges the clocks of work items. The answer depends on the set of inputs and the instant only, never on the order in
 * which they came.
 */
public final class JudgeClocks {

    private static final Comparator<JudgedClock> ORDER =
            Comparator.comparing(JudgedClock::startedAt).thenComparing(c -> c.id().toString());

    private final ServiceCalendars calendars;

    public JudgeClocks(ServiceCalendars calendars) {
        this.calendars = calendars;
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
        List<JudgedClock> clocks = new ArrayList<>();
        for (Version version : versions) {
            for (Term term : version.document().spec().terms()) {
                if (term.measure() instanceof DurationMeasure measure
                        && measure.source().equals(history.item().source())) {
                    clocks.addAll(clocks(version, term, measure, timeline, matching));
                }
            }
        }
        clocks.sort(ORDER);
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
                timeline.diagnostics());
    }

    private List<JudgedClock> clocks(
            Version version, Term term, DurationMeasure measure, Timeline timeline, Matching matching) {
        FinishClock finish = new FinishClock(version, term, measure, timeline);
        return new ClockWalk(version, term, measure, timeline, matching, calendars)
                .runs().stream()
                        .flatMap(run -> run.drafts.stream().map(draft -> finish.finish(run, draft)))
                        .toList();
    }
}
