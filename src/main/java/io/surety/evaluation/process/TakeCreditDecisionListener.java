package io.surety.evaluation.process;

import io.surety.evaluation.period.CreditDecisions;
import io.surety.party.PersonId;
import io.surety.workflow.TaskRefused;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_decideCredit}: takes the decision. */
@Component
class TakeCreditDecisionListener implements TaskListener {

    private static final int LEAST_CHARACTERS = 10;

    private final CreditDecisions decisions;

    TakeCreditDecisionListener(CreditDecisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void notify(DelegateTask task) {
        String decision = String.valueOf(task.getVariable("decision"));
        if (!decision.equals("approve") && !decision.equals("refuse")) {
            throw new TaskRefused("Please choose: approve or refuse");
        }
        if (task.getAssignee() == null) {
            throw new TaskRefused("Please claim the task before you complete it");
        }
        Object reason = task.getVariable("reason");
        String text = reason == null ? "" : reason.toString().strip();
        boolean approved = decision.equals("approve");
        if (!approved && text.length() < LEAST_CHARACTERS) {
            throw new TaskRefused("Reason is too short: please write at least " + LEAST_CHARACTERS + " characters");
        }
        decisions.decide(
                UUID.fromString(task.getExecution().getProcessBusinessKey()),
                approved,
                text,
                new PersonId(task.getAssignee()));
        task.getExecution().setVariable("creditApproved", approved);
    }
}
