package io.surety.approval.process;

import io.surety.approval.EscalateSeats;
import io.surety.approval.EscalateSeats.Reassignment;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.springframework.stereotype.Component;

/** {@code serviceTask_escalateApproval} of {@code sla-approval}. */
@Component
class EscalateApprovalDelegate implements JavaDelegate {

    private static final int URGENT = 90;

    private final EscalateSeats escalateSeats;

    EscalateApprovalDelegate(EscalateSeats escalateSeats) {
        this.escalateSeats = escalateSeats;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        for (Reassignment reassignment : escalateSeats.escalate(ApprovalSteps.step(execution))) {
            if (tasks.createTaskQuery().taskId(reassignment.task()).count() > 0) {
                handOver(tasks, reassignment);
            }
        }
    }

    private static void handOver(TaskService tasks, Reassignment reassignment) {
        String task = reassignment.task();
        tasks.setAssignee(task, null);
        for (IdentityLink link : tasks.getIdentityLinksForTask(task)) {
            if (link.getType().equals(IdentityLinkType.CANDIDATE) && link.getUserId() != null) {
                tasks.deleteCandidateUser(task, link.getUserId());
            }
        }
        if (reassignment.people().size() == 1) {
            tasks.setAssignee(task, reassignment.people().get(0).value());
        } else {
            reassignment.people().forEach(person -> tasks.addCandidateUser(task, person.value()));
        }
        tasks.setPriority(task, URGENT);
    }
}
