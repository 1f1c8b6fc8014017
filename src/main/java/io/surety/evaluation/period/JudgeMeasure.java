package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Kind;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the terms of one kind of measure; a bean for each kind. */
public interface JudgeMeasure {

    boolean judges(Measure measure);

    /**
     * The verdicts of a term in a part-period, from all that is known now. The period may still run: then it is judged
     * to date.
     *
     * @param now what has not happened by now, or by the watermark of what it is judged from, is not judged
     */
    Judgement judge(Version version, Term term, PartPeriod period, Instant now);

    /**
     * The same for a version that nobody has activated: what is kept of the items of a version in force is worked out anew
     * for it, and nothing is kept.
     *
     * @param items what the items come to under the version
     */
    default Judgement preview(Version version, Term term, PartPeriod period, PreviewedItems items, Instant now) {
        return judge(version, term, period, now);
    }

    /**
     * Where verdicts of a term may change because measurements in a span have changed: at least that span, and more where
     * what happened outside of a period counts in it, such as the cap of an exclusion that earlier weeks have used up.
     */
    default Interval affected(Version version, Term term, Interval changed) {
        return changed;
    }

    /** The line of numbers that a term counts; empty for kinds that count none. */
    default Optional<SeriesRef> series(Version version, Term term) {
        return Optional.empty();
    }

    /** Of which kinds of readings its verdicts are made, which are not kept for ever; empty if of records. */
    default Set<Kind> readings(Term term) {
        return Set.of();
    }

    /** The readings that a verdict on a period is made of: of which services, and of which span. */
    record Evidence(Set<String> services, Interval span) {}

    /** What is kept for as long as a violation of the term in a period stands. */
    default Evidence evidence(Version version, Term term, Interval period) {
        return new Evidence(Set.of(term.service()), period);
    }

    /** How a term is judged from totals alone; empty if its part-periods need more than that. */
    default Optional<BulkPlan> bulk(Version version, Term term) {
        return Optional.empty();
    }

    /**
     * Has the term's figures kept within its version's validity, where nobody else would do so; called before the version
     * comes into force, when it is, and again when the validity ends earlier.
     */
    default void follow(Version version, Term term) {}

    /**
     * @param verdicts one, or one for each target where the term is judged by target; in the order of the targets
     * @param watermark until when the source was known, or the line of numbers that it counts; empty if never
     * @param lost whether the period, though it runs, can no longer be fulfilled
     */
    record Judgement(List<Verdict> verdicts, Optional<Instant> watermark, boolean lost) {

        public Judgement {
            verdicts = List.copyOf(verdicts);
        }
    }
}
