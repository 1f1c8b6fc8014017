package io.surety.evaluation.clock;

import io.surety.calendar.Span;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How much open time of work an item still needs at the least, as its source says in the attribute {@code remainingWork}
 * (such as {@code PT2H}; empty when it no longer says anything).
 *
 * @param saidAt when the source said so; since then at most the open time that has passed was worked
 */
public record RemainingWork(long millis, Instant saidAt) {

    private static final String ATTRIBUTE = "remainingWork";

    static Optional<RemainingWork> of(Timeline timeline) {
        return last(timeline)
                .flatMap(m -> open(m).map(o -> new RemainingWork(o.duration().toMillis(), m.at())));
    }

    /** What is wrong with the attribute, if it says anything else than a length of open time. */
    static Optional<Diagnostic> unreadable(Timeline timeline) {
        return last(timeline)
                .filter(m -> open(m).isEmpty())
                .map(m -> new Diagnostic(
                        "/events/" + m.event().id() + "/" + ATTRIBUTE,
                        "remaining-work-unreadable",
                        "write open time such as PT2H30M; it is not counted"));
    }

    private static Optional<Moment> last(Timeline timeline) {
        return timeline.moments().stream()
                .filter(m -> m.event().attributes().containsKey(ATTRIBUTE))
                .reduce((earlier, later) -> later)
                .filter(m -> !value(m).isBlank());
    }

    private static String value(Moment moment) {
        return Objects.requireNonNullElse(moment.event().attributes().get(ATTRIBUTE), "");
    }

    private static Optional<Span.OpenTime> open(Moment moment) {
        try {
            return Span.parse(value(moment)) instanceof Span.OpenTime open ? Optional.of(open) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
