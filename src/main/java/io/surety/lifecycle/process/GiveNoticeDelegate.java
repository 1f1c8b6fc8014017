package io.surety.lifecycle.process;

import io.surety.lifecycle.VersionLife;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_giveNotice} of {@code sla-in-force}. */
@Component
class GiveNoticeDelegate implements JavaDelegate {

    private final VersionLife life;

    GiveNoticeDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        life.giveNotice(Facts.version(execution), Instant.parse(Facts.text(execution, "end")), Facts.by(execution));
    }
}
