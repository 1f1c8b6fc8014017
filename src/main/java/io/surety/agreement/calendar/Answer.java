package io.surety.agreement.calendar;

import io.surety.shared.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an operation comes to; exactly one of them is there. */
public record Answer(
        @Nullable Long elapsedMillis,
        @Nullable Instant deadline,
        @Nullable Boolean open,
        @Nullable Instant nextOpen,
        @Nullable Refusal problem) {

    static Answer elapsed(long millis) {
        return new Answer(millis, null, null, null, null);
    }

    static Answer deadline(Instant at) {
        return new Answer(null, at, null, null, null);
    }

    static Answer open(boolean open) {
        return new Answer(null, null, open, null, null);
    }

    static Answer nextOpen(Instant at) {
        return new Answer(null, null, null, at, null);
    }

    static Answer problem(Refusal problem) {
        return new Answer(null, null, null, null, problem);
    }
}
