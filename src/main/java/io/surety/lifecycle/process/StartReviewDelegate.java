package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.VersionLife;
import io.surety.review.ReviewSchedule;
import io.surety.review.StartReview;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code serviceTask_startReview} of {@code sla-in-force}: starts what is due by now, cycles that were missed included, as
 * one review; nothing if it was held early.
 */
@Component
class StartReviewDelegate implements JavaDelegate {

    private final VersionLife life;
    private final StartReview start;
    private final ReviewSchedule reviews;

    StartReviewDelegate(VersionLife life, StartReview start, ReviewSchedule reviews) {
        this.life = life;
        this.start = start;
        this.reviews = reviews;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Version version = life.get(Facts.version(execution));
        start.due(version);
        execution.setVariable("reviewsOver", reviews.nextDue(version).isEmpty());
    }
}
