package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_passObjectionUp} of {@code objection}. */
@Component
class PassObjectionUpDelegate implements JavaDelegate {

    private final ConductObjection conduct;

    PassObjectionUpDelegate(ConductObjection conduct) {
        this.conduct = conduct;
    }

    @Override
    public void execute(DelegateExecution execution) {
        conduct.leaveUnanswered(ObjectionTask.objection(execution));
    }
}
