package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_letAnswerStand} of {@code objection}. */
@Component
class LetAnswerStandDelegate implements JavaDelegate {

    private final ConductObjection conduct;

    LetAnswerStandDelegate(ConductObjection conduct) {
        this.conduct = conduct;
    }

    @Override
    public void execute(DelegateExecution execution) {
        conduct.leaveUndecided(ObjectionTask.objection(execution));
    }
}
