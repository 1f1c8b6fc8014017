package io.surety.approval.process;

import io.surety.approval.ApprovalChain;
import io.surety.approval.CastVote;
import io.surety.party.process.TaskCompletion;
import io.surety.workflow.SubmittedOnly;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the vote of whoever completes {@code userTask_approve}; what cannot be taken leaves the task as it was. */
@Component
class CastVoteListener implements TaskListener {

    private static final String DECISION = "decision";
    private static final String REASON = "reason";

    private final CastVote castVote;
    private final ApprovalChain chain;
    private final TaskCompletion completion;

    CastVoteListener(CastVote castVote, ApprovalChain chain, TaskCompletion completion) {
        this.castVote = castVote;
        this.chain = chain;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        SubmittedOnly.check(task, Set.of(DECISION, REASON), chain.place(task.getId()));
        castVote.cast(task.getId(), completion.person(task), text(task, DECISION), text(task, REASON));
    }

    private static @Nullable String text(DelegateTask task, String name) {
        return task.getVariable(name) instanceof String text ? text : null;
    }
}
