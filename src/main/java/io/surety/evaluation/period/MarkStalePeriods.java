package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.ValidityShortened;
import io.surety.agreement.Version;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClocksDecided;
import io.surety.evaluation.DecisionsChanged;
import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.RollupsChanged;
import io.surety.measurement.ServiceRecordsChanged;
import io.surety.measurement.WatermarkMoved;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Queues what has to be judged again, in the transaction that changed the inputs. */
@Component
class MarkStalePeriods {

    private final Agreements agreements;
    private final JudgedTerms terms;
    private final List<JudgeMeasure> judges;
    private final StalePeriods stale;
    private final TimeSource time;

    MarkStalePeriods(
            Agreements agreements, JudgedTerms terms, List<JudgeMeasure> judges, StalePeriods stale, TimeSource time) {
        this.agreements = agreements;
        this.terms = terms;
        this.judges = List.copyOf(judges);
        this.stale = stale;
        this.time = time;
    }

    @EventListener
    void on(DecisionsChanged changed) {
        stale.add(periods(changed).toList(), time.lately());
    }

    /** A storm of breaches is one insert. */
    @EventListener
    void on(ClocksDecided decided) {
        stale.add(decided.changes().stream().flatMap(this::periods).toList(), time.lately());
    }

    private Stream<PeriodOfTerm> periods(DecisionsChanged changed) {
        Version version = agreements.get(changed.version());
        return version.document().spec().term(changed.term()).stream()
                .flatMap(term -> changed.instants().stream().map(instant -> PeriodOfTerm.at(version, term, instant)))
                .distinct();
    }

    /** A record changes more than the span it stands for, such as where a cap is used up; the judge of its kind knows. */
    @EventListener
    void on(ServiceRecordsChanged changed) {
        Instant now = time.now();
        mark(terms.about(changed.source(), changed.service()), changed.span(), now);
    }

    @EventListener
    void on(RollupsChanged changed) {
        mark(terms.counting(changed.series()), changed.span(), time.now());
    }

    private void mark(List<JudgedTerm> found, Interval span, Instant now) {
        for (JudgedTerm term : found) {
            Interval reach = term.farReaching() ? affected(term, span) : span;
            term.within(reach, now).forEach(part -> stale.add(term.version(), term.term(), part, now));
        }
    }

    private Interval affected(JudgedTerm judged, Interval span) {
        Version version = agreements.get(judged.version());
        return version.document()
                .spec()
                .term(judged.term())
                .map(term -> affected(version, term, span))
                .orElse(span);
    }

    private Interval affected(Version version, Term term, Interval changed) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .map(judge -> judge.affected(version, term, changed))
                .orElse(changed);
    }

    /** What had to wait for its source may be complete now. As in judging, it comes before what is asked for. */
    @EventListener
    @Order(0)
    void on(WatermarkMoved moved) {
        stale.addWaitingFor(moved.source(), time.lately());
    }

    @EventListener
    @Order(0)
    void on(PullsWatermarkMoved moved) {
        stale.addWaitingForAll(moved.source(), time.lately());
    }

    @EventListener
    @Order(0)
    void on(LineWatermarkMoved moved) {
        stale.addWaitingFor(moved.line(), time.lately());
    }

    /** A version that came into force, was suspended or ended: all its periods that have begun. */
    @EventListener
    void on(VersionStateChanged changed) {
        if (!changed.to().wasActivated()) {
            return;
        }
        Version version = agreements.get(changed.version());
        Instant now = time.now();
        Optional<Interval> begun = begun(version, now);
        begun.ifPresent(span -> version.document().spec().terms().stream()
                .filter(Term::hasVerdicts)
                .flatMap(term -> PeriodOfTerm.within(version, term, span, now).stream())
                .forEach(period -> stale.add(period, now)));
    }

    /** Part-periods that lie behind the new end, or reach beyond it. */
    @EventListener
    void on(ValidityShortened shortened) {
        stale.addReachingBeyond(shortened.version(), shortened.to(), time.now());
    }

    private static Optional<Interval> begun(Version version, Instant now) {
        Instant from = version.validity().from();
        return now.isAfter(from) ? Optional.of(new Interval(from, now)) : Optional.empty();
    }
}
