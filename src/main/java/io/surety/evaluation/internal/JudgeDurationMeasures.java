package io.surety.evaluation.internal;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.verdict.JudgeDuration;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Measurements;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Judges {@code duration} terms from the clocks that are kept. */
@Component
class JudgeDurationMeasures implements JudgeMeasure {

    private final ClockRows clocks;
    private final Measurements measurements;

    JudgeDurationMeasures(ClockRows clocks, Measurements measurements) {
        this.clocks = clocks;
        this.measurements = measurements;
    }

    @Override
    public boolean judges(Measure measure) {
        return measure instanceof DurationMeasure;
    }

    @Override
    public Judgement judge(Version version, Term term, PartPeriod period, Instant now) {
        return judge(
                version,
                term,
                period,
                clocks.inputs(
                        version.ref(), term.id(), period.taken(), JudgeDuration.startsNeeded(version, term, period)));
    }

    @Override
    public Judgement preview(Version version, Term term, PartPeriod period, PreviewedItems items, Instant now) {
        return judge(version, term, period, items.clocks(version.ref(), term.id()));
    }

    private Judgement judge(Version version, Term term, PartPeriod period, List<ClockView> inputs) {
        List<Verdict> verdicts = new JudgeDuration(version, term, period, inputs).judge();
        return new Judgement(verdicts, measurements.watermark(term.measure().source()), lost(term, verdicts));
    }

    /**
     * Breaches stand, so a tolerance that is used up stays so; a share may still rise, and a condition may still become
     * false.
     */
    private static boolean lost(Term term, List<Verdict> verdicts) {
        return term.conformance() == null
                && term.onlyIf() == null
                && verdicts.stream().anyMatch(v -> v.value() == VerdictValue.VIOLATED);
    }
}
