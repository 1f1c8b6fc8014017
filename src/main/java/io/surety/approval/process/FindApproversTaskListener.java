package io.surety.approval.process;

import io.surety.approval.AppointApprover;
import io.surety.approval.AppointApprover.Lack;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Hands {@code userTask_findApprovers} to the owner of the party's service levels, or to the administrators where she is
 * the proposer or there is none, and writes who is missing.
 */
@Component
class FindApproversTaskListener implements TaskListener {

    private final AppointApprover appoint;
    private final TaskAssigner assigner;

    FindApproversTaskListener(AppointApprover appoint, TaskAssigner assigner) {
        this.appoint = appoint;
        this.assigner = assigner;
    }

    @Override
    public void notify(DelegateTask task) {
        Lack lack = appoint.lack((Long) task.getVariable(ApprovalSteps.STEP), task.getId());
        task.setName("Find approvers of " + lack.version() + " as " + lack.role());
        task.setVariableLocal("title", lack.title());
        task.setVariableLocal("versionText", lack.version());
        task.setVariableLocal("documentLink", lack.document());
        task.setVariableLocal("party", lack.partyName());
        task.setVariableLocal("role", lack.role());
        task.setVariableLocal("why", lack.why());
        task.setVariableLocal("authority", lack.authority());
        task.setVariableLocal("missing", lack.missing());
        task.setVariableLocal("people", lack.people());
        task.setVariableLocal(
                "asked",
                lack.people().isEmpty() ? "Nobody can be asked yet." : "Can be asked already: " + lack.people() + ".");
        var asked = assigner.assign(
                task, new TaskNeed(Role.SERVICE_LEVEL_MANAGER, lack.party(), null, null, lack.proposers()));
        appoint.tell(task.getId(), asked.people());
    }
}
