package io.surety.evaluation.process;

import io.surety.evaluation.consequence.RaiseClaim;
import io.surety.party.process.TaskCompletion;
import io.surety.workflow.SubmittedOnly;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_raiseClaim}: takes the decision. */
@Component
class TakeClaimDecisionListener implements TaskListener {

    private final RaiseClaim raise;
    private final TaskCompletion completion;

    TakeClaimDecisionListener(RaiseClaim raise, TaskCompletion completion) {
        this.raise = raise;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        SubmittedOnly.check(task, Set.of("decision", "comment"), Map.of());
        boolean raised = RequestTask.chosen(task, "decision", "raise", "waive");
        String comment = RequestTask.text(task, "comment", true);
        raise.decide(RequestTask.request(task), raised, completion.person(task), comment, true);
        task.getExecution().setVariable("claimRaised", raised);
    }
}
