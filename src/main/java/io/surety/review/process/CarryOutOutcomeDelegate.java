package io.surety.review.process;

import io.surety.review.ConductReview;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_carryOutOutcome} of {@code periodic-review}. */
@Component
class CarryOutOutcomeDelegate implements JavaDelegate {

    private final ConductReview conduct;

    CarryOutOutcomeDelegate(ConductReview conduct) {
        this.conduct = conduct;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "reviewOutcome", conduct.carryOut(ReviewTask.review(execution)).name());
    }
}
