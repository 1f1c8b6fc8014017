package io.surety.review.process;

import io.surety.review.ConductReview;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_collectEvidence} of {@code periodic-review}. */
@Component
class CollectEvidenceDelegate implements JavaDelegate {

    private final ConductReview conduct;

    CollectEvidenceDelegate(ConductReview conduct) {
        this.conduct = conduct;
    }

    @Override
    public void execute(DelegateExecution execution) {
        conduct.collectEvidence(ReviewTask.review(execution));
    }
}
