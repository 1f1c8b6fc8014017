package io.surety.lifecycle.process;

import io.surety.agreement.VersionRef;
import io.surety.lifecycle.VersionLife;
import io.surety.party.process.TaskCompletion;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_startApproval}: the version is in approval from here on. */
@Component
class StartApprovalCompleteListener implements TaskListener {

    private final VersionLife life;
    private final TaskCompletion completion;

    StartApprovalCompleteListener(VersionLife life, TaskCompletion completion) {
        this.life = life;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        life.startApproval(VersionRef.parse(task.getExecution().getProcessBusinessKey()), completion.person(task));
    }
}
