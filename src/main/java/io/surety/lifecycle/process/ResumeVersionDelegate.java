package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_resumeVersion} of {@code sla-in-force}. */
@Component
class ResumeVersionDelegate implements JavaDelegate {

    private final VersionLife life;

    ResumeVersionDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.resume(Facts.version(execution), Facts.by(execution), Facts.reason(execution));
    }
}
