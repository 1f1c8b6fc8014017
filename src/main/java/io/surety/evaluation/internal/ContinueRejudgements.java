package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ValidityShortened;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.internal.RejudgementRows.Rejudgement;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges the items of a version again when it is activated, suspended, resumed or ended. The first batch belongs to the
 * transaction that did it; the rest is walked over batch by batch, after a stop from where it was, and made due for the
 * scan.
 */
@Component
class ContinueRejudgements {

    private static final int BATCH = 500;

    private final RejudgementRows walks;
    private final ItemRows items;
    private final ClockRows clocks;
    private final KeepClocks keep;
    private final Measurements measurements;
    private final Agreements agreements;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    ContinueRejudgements(
            RejudgementRows walks,
            ItemRows items,
            ClockRows clocks,
            KeepClocks keep,
            Measurements measurements,
            Agreements agreements,
            TimeSource time,
            TransactionTemplate transaction) {
        this.walks = walks;
        this.items = items;
        this.clocks = clocks;
        this.keep = keep;
        this.measurements = measurements;
        this.agreements = agreements;
        this.time = time;
        this.transaction = transaction;
    }

    @EventListener
    @Transactional
    public void on(VersionStateChanged changed) {
        if (!changed.to().wasActivated()) {
            return;
        }
        Version version = agreements.get(changed.version());
        boolean activated =
                changed.to() == VersionState.ACTIVE && !changed.from().wasActivated();
        sources(version).forEach(source -> begin(version.ref(), source, activated));
    }

    /** One that had ended before it was cut: nothing else is told of it. */
    @EventListener
    @Transactional
    public void on(ValidityShortened shortened) {
        if (!shortened.stateFollows()) {
            sources(agreements.get(shortened.version())).forEach(source -> begin(shortened.version(), source, false));
        }
    }

    private static Stream<String> sources(Version version) {
        return version.document().spec().terms().stream()
                .map(Term::measure)
                .filter(DurationMeasure.class::isInstance)
                .map(measure -> measure.source())
                .distinct()
                .sorted();
    }

    /** An activation may concern every item of the source; any other change only those with clocks of the version. */
    private void begin(VersionRef version, String source, boolean activated) {
        List<ItemRef> first =
                activated ? measurements.items(source, "", BATCH) : clocks.itemsOf(version, source, "", BATCH);
        if (!first.isEmpty()) {
            items.lock(first);
            keep.judgeAgain(first, false);
        }
        if (first.size() == BATCH) {
            walks.add(version, source, first.get(BATCH - 1).key(), time.now());
        }
    }

    /** Walks on until nothing is left, or until it is to stop. */
    void run(BooleanSupplier stopped) {
        boolean more = true;
        while (more && !stopped.getAsBoolean()) {
            more = Boolean.TRUE.equals(transaction.execute(
                    status -> walks.lockNext().map(this::step).isPresent()));
        }
    }

    private Rejudgement step(Rejudgement walk) {
        List<ItemRef> batch = measurements.items(walk.source(), walk.afterKey(), BATCH);
        if (!batch.isEmpty()) {
            items.lock(batch);
            items.makeDue(batch, time.now());
        }
        if (batch.size() < BATCH) {
            walks.finish(walk);
        } else {
            walks.advance(walk, batch.get(BATCH - 1).key());
        }
        return walk;
    }
}
