package io.surety.evaluation.budget;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClocksDecided;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.RollupsChanged;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.ServiceRecordsChanged;
import io.surety.measurement.WatermarkMoved;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Marks watched terms whose numbers changed, in the transaction that changed them. */
@Component
class MarkBurns {

    private final Agreements agreements;
    private final List<JudgeMeasure> judges;
    private final BurnWatches watches;
    private final TimeSource time;

    MarkBurns(Agreements agreements, List<JudgeMeasure> judges, BurnWatches watches, TimeSource time) {
        this.agreements = agreements;
        this.judges = List.copyOf(judges);
        this.watches = watches;
        this.time = time;
    }

    @EventListener
    void on(RollupsChanged changed) {
        watches.markCounting(changed.series(), changed.span(), time.now());
    }

    @EventListener
    void on(ServiceRecordsChanged changed) {
        watches.markAbout(changed.source(), changed.service(), changed.span(), time.now());
    }

    @EventListener
    void on(WatermarkMoved moved) {
        watches.markKnownUntil(moved.source(), moved.to(), time.lately());
    }

    @EventListener
    void on(PullsWatermarkMoved moved) {
        watches.markAllKnownUntil(moved.source(), moved.to(), time.lately());
    }

    @EventListener
    void on(LineWatermarkMoved moved) {
        watches.markKnownUntil(moved.line(), moved.to(), time.lately());
    }

    @EventListener
    void on(ClocksDecided decided) {
        watches.markDecided(decided.changes(), time.lately());
    }

    @EventListener
    void on(DecisionsChanged changed) {
        watches.markDecided(List.of(changed), time.lately());
    }

    /** A version that came into force brings its tiers; one that was suspended or ended may end what burns. */
    @EventListener
    void on(VersionStateChanged changed) {
        if (!changed.to().wasActivated()) {
            return;
        }
        Instant now = time.now();
        Version version = agreements.get(changed.version());
        if (version.inForceAt(now)) {
            for (Term term : version.document().spec().terms()) {
                if (!BurnTiers.of(version, term).isEmpty()) {
                    watches.watch(version, term, series(version, term), now);
                }
            }
        }
        watches.markAgreement(changed.version().agreement(), now);
    }

    private Optional<SeriesRef> series(Version version, Term term) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .flatMap(judge -> judge.series(version, term));
    }
}
