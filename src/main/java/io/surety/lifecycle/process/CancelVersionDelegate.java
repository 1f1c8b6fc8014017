package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_cancelVersion} of {@code sla-lifecycle}. */
@Component
class CancelVersionDelegate implements JavaDelegate {

    private final VersionLife life;

    CancelVersionDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.cancel(Facts.version(execution), Facts.by(execution), Facts.reason(execution));
    }
}
