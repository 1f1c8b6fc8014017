package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_activateVersion} of {@code sla-lifecycle}. */
@Component
class ActivateVersionDelegate implements JavaDelegate {

    private final VersionLife life;

    ActivateVersionDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.activate(Facts.version(execution));
    }
}
