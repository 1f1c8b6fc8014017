package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.VersionLife;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_giveNotice} of {@code sla-in-force}: the version ends earlier, and the process waits for that. */
@Component
class GiveNoticeDelegate implements JavaDelegate {

    private final VersionLife life;

    GiveNoticeDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Version version = life.giveNotice(
                Facts.version(execution), Instant.parse(Facts.text(execution, "end")), Facts.by(execution));
        Date end = Date.from(version.validity().to());
        ManagementService management = execution.getProcessEngineServices().getManagementService();
        management
                .createJobQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .activityId("event_validityEnds")
                .timers()
                .list()
                .forEach(timer -> management.setJobDuedate(timer.getId(), end));
    }
}
