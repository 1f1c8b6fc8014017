package io.surety.review.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.review.Review;
import io.surety.review.ReviewOutcome;
import io.surety.review.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A review as REST shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReviewView(
        UUID id,
        String agreement,
        int version,
        String key,
        List<String> covers,
        String reason,
        String state,
        String startedBy,
        Instant startedAt,
        @Nullable ReviewOutcome outcome,
        @Nullable String conclusion,
        @Nullable Instant endedAt,
        @JsonRawValue @Nullable String evidence,
        List<StatementView> statements) {

    record StatementView(String person, int satisfaction, String comment, Instant at) {}

    static ReviewView of(Review review, Optional<String> evidence, List<Statement> statements) {
        return new ReviewView(
                review.id().value(),
                review.version().agreement(),
                review.version().number(),
                review.key(),
                review.covers(),
                review.reason(),
                review.isOpen() ? "OPEN" : "ENDED",
                review.startedBy().value(),
                review.startedAt(),
                review.outcome().orElse(null),
                review.conclusion().orElse(null),
                review.endedAt().orElse(null),
                evidence.orElse(null),
                statements.stream()
                        .map(s -> new StatementView(s.person().value(), s.satisfaction(), s.comment(), s.at()))
                        .toList());
    }
}
