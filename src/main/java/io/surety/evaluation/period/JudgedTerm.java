package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Per;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A term of a version, with what is needed to find it.
 *
 * @param validity of the version, or longer
 * @param farReaching whether a change reaches periods that it does not lie in
 * @param bulk present iff totals alone say what a part-period comes to
 */
record JudgedTerm(
        VersionRef version,
        String term,
        Per per,
        ZoneId zone,
        Interval validity,
        boolean farReaching,
        Optional<Bulk> bulk) {

    /** @param settles equal where verdicts of one period become final at one instant */
    record Bulk(BulkPlan plan, String documentHash, String settles) {}

    /** The part-periods that overlap the span and have begun. */
    List<PartPeriod> within(Interval span, Instant now) {
        return span.intersect(validity)
                .map(held -> new Periods(per, zone)
                        .touching(held).stream()
                                .map(period -> Periods.part(period, validity))
                                .filter(part -> part.part().from().isBefore(now))
                                .toList())
                .orElse(List.of());
    }

    /** The part-period of the calendar period that begins at the instant; empty if the version does not hold in it. */
    Optional<PartPeriod> periodFrom(Instant start) {
        Interval period = new Periods(per, zone).containing(start);
        return period.overlaps(validity) ? Optional.of(Periods.part(period, validity)) : Optional.empty();
    }
}
