package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock on the wire; lengths in milliseconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClockResponse(
        String id,
        String source,
        String item,
        String agreement,
        String version,
        String term,
        String target,
        String service,
        String obligated,
        ClockState state,
        Instant startedAt,
        Instant matchedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant pausedSince,
        @Nullable Instant deadlineAt,
        @Nullable Instant breachAt,
        @Nullable DecisionResponse decision,
        @Nullable String notCounted,
        boolean uncertain,
        boolean retroactive,
        long elapsedMillis,
        long targetMillis,
        List<MarkResponse> marks,
        List<Diagnostic> diagnostics,
        List<String> lost,
        @Nullable String assignee,
        String ledger) {

    record DecisionResponse(boolean met, Instant at) {}

    /** @param mark such as {@code 75 %}; {@code PT1H} for a length before the deadline; {@code breach} */
    record MarkResponse(String mark, Instant at, Instant foundAt, boolean retroactive) {}

    static ClockResponse of(ClockView clock) {
        return new ClockResponse(
                clock.id().toString(),
                clock.item().source(),
                clock.item().key(),
                clock.version().agreement(),
                clock.version().toString(),
                clock.term(),
                clock.target(),
                clock.service(),
                clock.obligated(),
                clock.state(),
                clock.startedAt(),
                clock.matchedAt(),
                clock.stoppedAt().orElse(null),
                clock.pausedSince().orElse(null),
                clock.deadlineAt().orElse(null),
                clock.breachAt().orElse(null),
                clock.decision().map(d -> new DecisionResponse(d.met(), d.at())).orElse(null),
                clock.notCounted().orElse(null),
                clock.uncertain(),
                clock.retroactive(),
                clock.elapsedMillis(),
                clock.targetMillis(),
                clock.marks().stream().map(ClockResponse::mark).toList(),
                clock.diagnostics(),
                clock.lost(),
                clock.assignee().orElse(null),
                "/api/clocks/" + clock.id() + "/ledger");
    }

    private static MarkResponse mark(ClockView.ReachedMark mark) {
        String text = mark.mark() instanceof ClockMark.Elapsed elapsed
                ? elapsed.share().toPercentText(0)
                : mark.mark().text();
        return new MarkResponse(text, mark.at(), mark.foundAt(), mark.retroactive());
    }
}
