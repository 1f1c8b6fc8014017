package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;

/** A term of a version and one of its part-periods. */
record PeriodOfTerm(Version version, Term term, PartPeriod period) {

    VersionRef ref() {
        return version.ref();
    }

    static Periods periods(Version version, Term term) {
        return new Periods(term.per(), version.document().spec().period().zone());
    }

    /** The part-period that an instant belongs to: a clock that runs off after the end counts in the last one. */
    static PeriodOfTerm at(Version version, Term term, Instant at) {
        Interval validity = version.validity();
        Instant within = at.isBefore(validity.from())
                ? validity.from()
                : at.isBefore(validity.to()) ? at : validity.to().minusMillis(1);
        Interval period = periods(version, term).containing(within);
        return new PeriodOfTerm(version, term, Periods.part(period, validity));
    }

    /** Those that overlap the span and have begun by {@code now}. */
    static List<PeriodOfTerm> within(Version version, Term term, Interval span, Instant now) {
        return periods(version, term).within(version.validity()).stream()
                .filter(part -> part.part().overlaps(span) && part.part().from().isBefore(now))
                .map(part -> new PeriodOfTerm(version, term, part))
                .toList();
    }

    boolean endedBy(Instant now) {
        return !now.isBefore(period.part().to());
    }
}
