package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_expireVersion} of {@code sla-in-force}. */
@Component
class ExpireVersionDelegate implements JavaDelegate {

    private final VersionLife life;

    ExpireVersionDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.expire(Facts.version(execution));
        execution.setVariable("inForceOutcome", "EXPIRED");
    }
}
