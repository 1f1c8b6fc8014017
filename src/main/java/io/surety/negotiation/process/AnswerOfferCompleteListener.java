package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.party.process.TaskCompletion;
import io.surety.shared.ContentHash;
import io.surety.workflow.TaskRefused;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * {@code userTask_answerOffer}: accepts or rejects the offer that the task showed. What was shown is read from the
 * task, which nobody can write into, not from what was submitted.
 */
@Component
class AnswerOfferCompleteListener implements TaskListener {

    private static final int SHORTEST_REASON = 3;

    private final Negotiate negotiate;
    private final TaskCompletion completion;

    AnswerOfferCompleteListener(Negotiate negotiate, TaskCompletion completion) {
        this.negotiate = negotiate;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        Actor actor = Actor.inTask(completion.person(task));
        ContentHash head = new ContentHash(String.valueOf(task.getVariableLocal("head")));
        UUID offer = UUID.fromString(String.valueOf(task.getVariableLocal("offer")));
        String answer = String.valueOf(task.getVariable("answer"));
        switch (answer) {
            case "ACCEPT" -> negotiate.accept(ref, offer, head, actor);
            case "REJECT" -> negotiate.reject(ref, offer, head, reason(task), actor);
            case "COUNTER" ->
                throw new TaskRefused("A counter-offer is made on the page of the agreement, "
                        + task.getVariableLocal("documentLink") + ", or over REST; this task follows it.");
            default -> throw new TaskRefused("Please accept or reject the offer.");
        }
    }

    private static String reason(DelegateTask task) {
        if (task.getVariable("reason") instanceof String reason
                && reason.strip().length() >= SHORTEST_REASON) {
            return reason.strip();
        }
        throw new TaskRefused("Please say why the offer is rejected.");
    }
}
