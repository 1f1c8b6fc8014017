package io.surety.evaluation.volume;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.ValidityShortened;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.JudgedByOldRules;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.clock.JudgeDeliveries;
import io.surety.evaluation.period.JudgedTerms;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.measurement.WorkItemsChanged;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges again what was delivered, and tells in which periods something changed; all in the transaction of the change. Its
 * lock is taken before those of the clocks, by everybody.
 */
@Component
class KeepDeliveries {

    private static final int BATCH = 500;
    /** What is known of the future counts when its period comes, so nothing has to be looked at again by then. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final Agreements agreements;
    private final JudgedTerms terms;
    private final Measurements measurements;
    private final DeliveryRows rows;
    private final JudgeDeliveries judge;
    private final ApplicationEventPublisher events;

    KeepDeliveries(
            Agreements agreements,
            ServiceCalendars calendars,
            JudgedTerms terms,
            Measurements measurements,
            DeliveryRows rows,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.terms = terms;
        this.measurements = measurements;
        this.rows = rows;
        this.judge = new JudgeDeliveries(calendars);
        this.events = events;
    }

    @EventListener
    @Order(0)
    @Transactional
    public void on(WorkItemsChanged changed) {
        judgeAgain(changed.source(), List.copyOf(changed.items()));
    }

    /** The time zones of calendars, by whose business days a refusal is in time. */
    @EventListener
    @Order(0)
    @Transactional
    public void on(JudgedByOldRules judged) {
        judgeAgain(judged.source(), judged.items());
    }

    private void judgeAgain(String source, List<ItemRef> items) {
        List<Version> versions = versions(source);
        if (versions.isEmpty()) {
            return;
        }
        rows.lock(source);
        for (int from = 0; from < items.size(); from += BATCH) {
            judgeAgain(items.subList(from, Math.min(from + BATCH, items.size())), versions);
        }
    }

    /** A version that came into force, was suspended or ended: all items of its sources. */
    @EventListener
    @Order(0)
    @Transactional
    public void on(VersionStateChanged changed) {
        if (!changed.to().wasActivated() || changed.to() == VersionState.EXPIRED) {
            return;
        }
        judgeAll(changed.version());
    }

    /** One that had ended before it was cut: nothing else is told of it. */
    @EventListener
    @Order(0)
    @Transactional
    public void on(ValidityShortened shortened) {
        if (!shortened.stateFollows()) {
            judgeAll(shortened.version());
        }
    }

    private void judgeAll(VersionRef version) {
        agreements.get(version).document().spec().terms().stream()
                .map(Term::measure)
                .filter(VolumeMeasure.class::isInstance)
                .map(measure -> measure.source())
                .distinct()
                .forEach(this::judgeAll);
    }

    private void judgeAll(String source) {
        rows.lock(source);
        List<Version> versions = versions(source);
        String after = "";
        List<ItemRef> batch;
        do {
            batch = measurements.items(source, after, BATCH);
            if (!batch.isEmpty()) {
                judgeAgain(batch, versions);
                after = batch.get(batch.size() - 1).key();
            }
        } while (batch.size() == BATCH);
    }

    private List<Version> versions(String source) {
        return terms.withVolume(source).stream().map(agreements::get).toList();
    }

    private void judgeAgain(Collection<ItemRef> items, List<Version> versions) {
        Map<Key, Delivered> before = byKey(rows.ofItems(items));
        Map<Key, Delivered> after = byKey(judge(measurements.histories(items), versions));
        List<Delivered> gone = before.entrySet().stream()
                .filter(e -> !after.containsKey(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<Delivered> changed = after.entrySet().stream()
                .filter(e -> !e.getValue().equals(before.get(e.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (!gone.isEmpty()) {
            rows.delete(gone);
        }
        if (!changed.isEmpty()) {
            rows.save(changed);
        }
        tell(Stream.concat(gone.stream(), changed.stream()).toList(), before);
    }

    private List<Delivered> judge(List<ItemHistory> histories, List<Version> versions) {
        return histories.stream()
                .flatMap(history -> judge.judge(history, versions, END_OF_TIME).stream())
                .toList();
    }

    /** Where something was delivered, and where it was said to have been before. */
    private void tell(List<Delivered> changed, Map<Key, Delivered> before) {
        Map<VersionRef, Map<String, Set<Instant>>> instants = new LinkedHashMap<>();
        for (Delivered one : changed) {
            Set<Instant> of = instants.computeIfAbsent(one.version(), v -> new LinkedHashMap<>())
                    .computeIfAbsent(one.term(), t -> new HashSet<>());
            of.add(one.at());
            Delivered old = before.get(Key.of(one));
            if (old != null) {
                of.add(old.at());
            }
        }
        instants.forEach((version, byTerm) ->
                byTerm.forEach((term, of) -> events.publishEvent(new DecisionsChanged(version, term, Set.copyOf(of)))));
    }

    private static Map<Key, Delivered> byKey(List<Delivered> delivered) {
        return delivered.stream().collect(Collectors.toMap(Key::of, d -> d, (a, b) -> a, LinkedHashMap::new));
    }

    private record Key(ItemRef item, VersionRef version, String term) {
        static Key of(Delivered delivered) {
            return new Key(delivered.item(), delivered.version(), delivered.term());
        }
    }
}
