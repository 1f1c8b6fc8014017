package io.surety.approval.process;

import io.surety.approval.AppointApprover;
import io.surety.approval.ApprovalChain;
import io.surety.party.process.TaskCompletion;
import io.surety.workflow.SubmittedOnly;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes whom somebody names in {@code userTask_findApprovers}; what cannot be taken leaves the task as it was. */
@Component
class AppointApproverListener implements TaskListener {

    private static final String APPROVER = "approver";
    private static final String REASON = "reason";

    private final AppointApprover appoint;
    private final ApprovalChain chain;
    private final TaskCompletion completion;

    AppointApproverListener(AppointApprover appoint, ApprovalChain chain, TaskCompletion completion) {
        this.appoint = appoint;
        this.chain = chain;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        SubmittedOnly.check(task, Set.of(APPROVER, REASON), chain.placeOfLack(task.getId()));
        appoint.appoint(task.getId(), completion.person(task), text(task, APPROVER), text(task, REASON));
    }

    private static @Nullable String text(DelegateTask task, String name) {
        return task.getVariable(name) instanceof String text ? text : null;
    }
}
