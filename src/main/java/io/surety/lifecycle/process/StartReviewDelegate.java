package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.VersionLife;
import io.surety.review.ReviewSchedule;
import io.surety.review.StartReview;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code serviceTask_startReview} of {@code sla-in-force}: starts what is due by now, cycles that were missed included, as
 * one review; nothing if it was held early.
 */
@Component
class StartReviewDelegate implements JavaDelegate {

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final VersionLife life;
    private final StartReview start;
    private final ReviewSchedule reviews;
    private final TimeSource time;

    StartReviewDelegate(VersionLife life, StartReview start, ReviewSchedule reviews, TimeSource time) {
        this.life = life;
        this.start = start;
        this.reviews = reviews;
        this.time = time;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Version version = life.get(Facts.version(execution));
        start.due(version);
        Optional<Instant> next = reviews.nextDue(version);
        execution.setVariable("reviewsOver", next.isEmpty());
        // What could not be started now, because nothing is in force, is tried again, but not at once.
        execution.setVariable(
                LifecycleDates.REVIEW_NOT_BEFORE, time.now().plus(LOOK_AGAIN).toString());
    }
}
