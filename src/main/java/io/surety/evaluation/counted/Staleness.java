package io.surety.evaluation.counted;

import io.surety.agreement.document.SourceClause;
import io.surety.calendar.Span;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a reading of a source that is sampled stands for what it said: until the next one, and no longer than this. */
final class Staleness {

    private Staleness() {}

    /** {@code staleAfter}, else twice the step; empty where the document names neither. */
    static Optional<Duration> of(SourceClause source) {
        return wall(source.staleAfter()).or(() -> wall(source.step()).map(step -> step.multipliedBy(2)));
    }

    private static Optional<Duration> wall(@Nullable Span span) {
        return span instanceof Span.OpenTime open ? Optional.of(open.duration()) : Optional.empty();
    }
}
