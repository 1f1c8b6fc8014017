package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks.ClockLedger;
import io.surety.evaluation.ledger.LedgerJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What explains a clock.
 *
 * @param asOf the instant at which it is looked at, and by which its inputs had been received
 * @param watermark until when its source is known now; null for an answer as known then
 * @param events how many events of its item count
 * @param sums wall time by label in milliseconds; with their total, the wall time of the span
 * @param parties the wall time that each party answers for, by label
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockLedgerResponse(
        String clock,
        String agreement,
        String version,
        String term,
        String target,
        Instant asOf,
        @Nullable Instant watermark,
        int events,
        Instant lastReceivedAt,
        Map<String, Long> sums,
        @Nullable Map<String, Map<String, Long>> parties,
        @JsonRawValue String ledger) {

    static ClockLedgerResponse of(ClockView clock, ClockLedger explained, @Nullable Instant watermark) {
        return new ClockLedgerResponse(
                "/api/clocks/" + clock.id(),
                clock.version().agreement(),
                clock.version().toString(),
                clock.term(),
                clock.target(),
                explained.asOf(),
                watermark,
                explained.events(),
                explained.lastReceivedAt(),
                LedgerSums.of(explained.ledger()),
                LedgerSums.parties(explained.ledger()),
                LedgerJson.write(explained.ledger()));
    }
}
