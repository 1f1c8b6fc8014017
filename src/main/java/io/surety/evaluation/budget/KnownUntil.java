package io.surety.evaluation.budget;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.SourceClause.Completeness;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.availability.JudgeAvailability;
import io.surety.evaluation.period.WatermarksOfTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Up to which instant a budget can be looked at: numbers that are on their way are no silence.
 *
 * <p>A source that is complete up to its watermark says nothing about what comes after it. One that is sampled may be
 * late by {@code staleAfter}; from then on its silence is unknown, and the windows go on without it. Clocks are decided by
 * time itself.
 */
@Component
class KnownUntil {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final WatermarksOfTerms watermarks;

    KnownUntil(WatermarksOfTerms watermarks) {
        this.watermarks = watermarks;
    }

    /** Not after {@code now}; empty as long as a source that has a watermark has never spoken. */
    Optional<Instant> of(Version version, Term term, Instant now) {
        if (term.measure() instanceof Measure.DurationMeasure) {
            return Optional.of(now);
        }
        SourceClause source = JudgeAvailability.source(version.document().spec(), term.measure());
        Optional<Instant> spoken = watermarks.of(version, term).map(at -> at.isBefore(now) ? at : now);
        if (source.complete() == Completeness.WATERMARK) {
            return spoken;
        }
        Instant oldest = now.minus(patience(source));
        return Optional.of(spoken.filter(oldest::isBefore).orElse(oldest));
    }

    /** Whether it comes later by itself, and not only when the source speaks. */
    boolean movesByItself(Version version, Term term) {
        return term.measure() instanceof Measure.DurationMeasure
                || JudgeAvailability.source(version.document().spec(), term.measure())
                                .complete()
                        == Completeness.SAMPLES;
    }

    private static Duration patience(SourceClause source) {
        return wall(source.staleAfter())
                .or(() -> wall(source.step()).map(step -> step.multipliedBy(2)))
                .orElse(MINUTE);
    }

    private static Optional<Duration> wall(@Nullable Span span) {
        return span instanceof Span.OpenTime open ? Optional.of(open.duration()) : Optional.empty();
    }
}
