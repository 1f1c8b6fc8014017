package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.LedgerLink;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as REST shows it.
 *
 * @param share what was achieved, as an exact fraction such as {@code 19/20}
 * @param sharePercent the same for people, rounded down
 * @param serial of its publication, which a confirmation names; 0 while it runs and is published nowhere
 * @param watermark until when the inputs were known
 * @param ledger where the ledger is read that it is computed from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictView(
        UUID id,
        String agreement,
        int version,
        String term,
        @Nullable String target,
        Instant from,
        Instant to,
        long serial,
        PeriodState state,
        VerdictValue value,
        @Nullable NotDetermined reason,
        @Nullable String share,
        @Nullable String sharePercent,
        @Nullable String completeness,
        int count,
        @Nullable Percentiles openTimeMillis,
        @Nullable Instant watermark,
        Instant judgedAt,
        Instant finalDueAt,
        String documentHash,
        String tzdata,
        String codeVersion,
        String ledger) {

    /** @param asOf the instant as known at which it is shown, if that is not now; its ledger is shown the same way */
    static VerdictView of(StoredVerdict stored, String periodLabel, @Nullable Instant asOf) {
        Verdict verdict = stored.verdict();
        return new VerdictView(
                stored.id(),
                verdict.version().agreement(),
                verdict.version().number(),
                verdict.term(),
                verdict.target().orElse(null),
                verdict.period().part().from(),
                verdict.period().part().to(),
                stored.serial(),
                stored.state(),
                verdict.value(),
                verdict.reason().orElse(null),
                verdict.share().map(Object::toString).orElse(null),
                verdict.share().map(share -> share.toPercentText(4)).orElse(null),
                verdict.completeness().map(share -> share.toPercentText(2)).orElse(null),
                verdict.count(),
                verdict.percentiles().orElse(null),
                stored.watermark().orElse(null),
                stored.judgedAt(),
                stored.finalDueAt(),
                stored.documentHash().hex(),
                stored.tzdata(),
                stored.codeVersion(),
                LedgerLink.of(verdict, periodLabel) + (asOf == null ? "" : "&asOf=" + asOf));
    }
}
