package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.ReviewCycles;
import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code serviceTask_announceReview} of {@code sla-in-force}: tells of the cycle whose timer fired, and counts. After a
 * standstill the cycles that were missed follow each other at once.
 */
@Component
class AnnounceReviewDelegate implements JavaDelegate {

    private final VersionLife life;

    AnnounceReviewDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Version version = life.get(Facts.version(execution));
        int number = ((Number) execution.getVariable(LifecycleDates.CYCLE)).intValue();
        ReviewCycles.cycle(version, number).ifPresent(cycle -> life.announceReview(version.ref(), cycle));
        execution.setVariable(LifecycleDates.CYCLE, number + 1);
        execution.setVariable(
                "reviewsOver", ReviewCycles.cycle(version, number + 1).isEmpty());
    }
}
