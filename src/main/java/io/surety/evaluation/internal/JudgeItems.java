package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.WorkCalendars;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.ItemJudgement;
import io.surety.evaluation.clock.JudgeClocks;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.measurement.PastKnowledge;
import io.surety.measurement.PastKnowledge.PastOfItem;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads what is known of items and what is in force, and judges. */
@Component
class JudgeItems {

    private final Measurements measurements;
    private final PastKnowledge past;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final WorkCalendars people;

    JudgeItems(
            Measurements measurements,
            PastKnowledge past,
            Agreements agreements,
            ServiceCalendars calendars,
            WorkCalendars people) {
        this.measurements = measurements;
        this.past = past;
        this.agreements = agreements;
        this.calendars = calendars;
        this.people = people;
    }

    /** An item with all that it was judged by. */
    record Judged(ItemHistory history, List<Version> versions, JudgeClocks by, ItemJudgement judgement) {}

    Assignees assignees(Instant knownBy) {
        return Assignees.of(people, knownBy);
    }

    List<Judged> judge(Collection<ItemRef> items, Instant asOf) {
        List<ItemHistory> histories = measurements.histories(items);
        List<Version> versions = versions(histories, asOf);
        JudgeClocks judge = new JudgeClocks(calendars, assignees(asOf));
        return histories.stream()
                .map(h -> new Judged(h, versions, judge, judge.judge(h, versions, asOf)))
                .toList();
    }

    /** All that was ever received about each of these items. */
    Map<ItemRef, PastOfItem> pasts(Collection<ItemRef> items) {
        return past.pasts(items);
    }

    /** What would be said of it, by the versions of now, had only that been known. */
    ItemJudgement judgeBy(ItemHistory known, Judged judged, Instant asOf) {
        return judged.by().judge(known, judged.versions(), asOf);
    }

    /** What was said of it at an earlier instant: by what had been received and was activated by then. */
    Judged judgeAsKnown(ItemRef item, Instant then) {
        ItemHistory history = past.history(item, then);
        List<Version> versions =
                inForce(List.of(history), then, (span, sources) -> agreements.inForceDuring(span, sources, then));
        JudgeClocks judge = new JudgeClocks(calendars, assignees(then));
        return new Judged(history, versions, judge, judge.judge(history, versions, then));
    }

    private List<Version> versions(List<ItemHistory> histories, Instant asOf) {
        return inForce(histories, asOf, agreements::inForceDuring);
    }

    private static List<Version> inForce(
            List<ItemHistory> histories, Instant asOf, BiFunction<Interval, Set<String>, List<Version>> during) {
        Instant first = histories.stream()
                .flatMap(h -> h.events().stream())
                .map(ItemEvent::at)
                .min(Instant::compareTo)
                .orElse(asOf);
        Set<String> sources = histories.stream().map(h -> h.item().source()).collect(Collectors.toSet());
        return first.isAfter(asOf) ? List.of() : during.apply(new Interval(first, asOf.plusMillis(1)), sources);
    }
}
