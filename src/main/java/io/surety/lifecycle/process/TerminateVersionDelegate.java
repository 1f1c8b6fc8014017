package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_terminateVersion} of {@code sla-in-force}. */
@Component
class TerminateVersionDelegate implements JavaDelegate {

    private final VersionLife life;

    TerminateVersionDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.terminate(Facts.version(execution));
        execution.setVariable("inForceOutcome", "TERMINATED");
    }
}
