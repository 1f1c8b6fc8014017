package io.surety.evaluation.process;

import io.surety.evaluation.consequence.RaiseClaim;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_lapseClaim} of {@code third-party-claim}. */
@Component
class LapseClaimDelegate implements JavaDelegate {

    private final RaiseClaim raise;

    LapseClaimDelegate(RaiseClaim raise) {
        this.raise = raise;
    }

    @Override
    public void execute(DelegateExecution execution) {
        raise.lapse(RequestTask.request(execution));
    }
}
