package io.surety.evaluation.preview;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.WorkCalendars;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.JudgeClocks;
import io.surety.evaluation.clock.JudgeDeliveries;
import io.surety.evaluation.consequence.DueClaims;
import io.surety.evaluation.period.JudgedTerms;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads the histories of all items that may count in the previewed periods, batch by batch and each source once, and
 * judges them as the items of versions in force are.
 */
@Component
class WalkItems {

    private static final int BATCH = 500;
    /** What is delivered later counts later, as for versions in force. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final Measurements measurements;
    private final Agreements agreements;
    private final JudgedTerms terms;
    private final EarliestItem earliest;
    private final ServiceCalendars calendars;
    private final WorkCalendars people;
    private final JudgeDeliveries deliveries;

    WalkItems(
            Measurements measurements,
            Agreements agreements,
            ServiceCalendars calendars,
            WorkCalendars people,
            JudgedTerms terms) {
        this.measurements = measurements;
        this.agreements = agreements;
        this.terms = terms;
        this.earliest = new EarliestItem(calendars);
        this.calendars = calendars;
        this.people = people;
        this.deliveries = new JudgeDeliveries(calendars);
    }

    /** Under a version that nobody has activated, a term of it in a part-period. */
    record Wanted(Version version, Term term, PartPeriod part) {

        boolean isOfItems() {
            return term.measure() instanceof DurationMeasure || term.measure() instanceof VolumeMeasure;
        }

        String source() {
            return term.measure().source();
        }
    }

    PreviewedItems walk(List<Wanted> wanted, Instant now, WorkBudget budget) {
        TreeMap<String, List<Wanted>> bySource = new TreeMap<>();
        wanted.stream().filter(Wanted::isOfItems).forEach(one -> bySource.computeIfAbsent(
                        one.source(), s -> new ArrayList<>())
                .add(one));
        WalkedItems walked = new WalkedItems(wanted.stream()
                .map(Wanted::version)
                .filter(version -> DueClaims.mayArise(version.document().spec()))
                .map(Version::ref)
                .collect(Collectors.toSet()));
        bySource.forEach((source, of) -> walk(source, of, now, budget, walked));
        return walked;
    }

    private void walk(String source, List<Wanted> wanted, Instant now, WorkBudget budget, WalkedItems walked) {
        Instant from = wanted.stream()
                .map(earliest::lastEventOf)
                .min(Instant::compareTo)
                .orElseThrow();
        Interval span = new Interval(from, now.plusMillis(1));
        List<Version> assumed = wanted.stream().map(Wanted::version).distinct().toList();
        List<Version> all = withRivals(source, assumed, now);
        JudgeClocks clocks = new JudgeClocks(calendars, Assignees.of(people, now));
        String after = "";
        List<ItemRef> batch;
        do {
            batch = measurements.items(source, span, after, BATCH);
            budget.take(batch.size());
            if (!batch.isEmpty()) {
                measurements.histories(batch).forEach(history -> {
                    clocks.clocks(history, assumed, all, now).forEach(walked::add);
                    deliver(history, assumed, all, walked);
                });
                after = batch.get(batch.size() - 1).key();
            }
        } while (batch.size() == BATCH);
    }

    private void deliver(ItemHistory history, List<Version> assumed, List<Version> all, WalkedItems walked) {
        List<VersionRef> refs = assumed.stream().map(Version::ref).toList();
        deliveries.judge(history, all, END_OF_TIME).stream()
                .filter(delivered -> refs.contains(delivered.version()))
                .forEach(walked::add);
    }

    /** With the versions of other agreements that may claim the items, as they are in force. */
    private List<Version> withRivals(String source, List<Version> assumed, Instant now) {
        String own = assumed.get(0).ref().agreement();
        Stream<Version> others = terms.judging(source, now).stream()
                .filter(ref -> !ref.agreement().equals(own))
                .map(agreements::get);
        return Stream.concat(assumed.stream(), others).toList();
    }
}
