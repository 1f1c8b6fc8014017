package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.process.TaskCompletion;
import io.surety.shared.ContentHash;
import io.surety.workflow.TaskRefused;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_consentToDuties}: a third party consents to the head it was shown, or refuses its duties. */
@Component
class ConsentToDutiesCompleteListener implements TaskListener {

    static final String CONSENT = "CONSENT";

    private static final int SHORTEST_REASON = 3;

    private final Negotiate negotiate;
    private final WatchNegotiation watch;
    private final TaskCompletion completion;

    ConsentToDutiesCompleteListener(Negotiate negotiate, WatchNegotiation watch, TaskCompletion completion) {
        this.negotiate = negotiate;
        this.watch = watch;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        String thirdParty = String.valueOf(task.getVariableLocal("thirdParty"));
        if (!watch.missingConsents(ref).contains(thirdParty)) {
            return; // it came over REST, and the task follows
        }
        ContentHash head = new ContentHash(String.valueOf(task.getVariableLocal("head")));
        Actor actor = Actor.inTask(completion.person(task));
        switch (String.valueOf(task.getVariable("decision"))) {
            case CONSENT -> negotiate.consent(ref, thirdParty, head, actor);
            case "REFUSE" -> negotiate.refuse(ref, thirdParty, head, reason(task), actor);
            default -> throw new TaskRefused("Please consent or refuse.");
        }
    }

    private static String reason(DelegateTask task) {
        if (task.getVariable("reason") instanceof String reason
                && reason.strip().length() >= SHORTEST_REASON) {
            return reason.strip();
        }
        throw new TaskRefused("Please say why the duties are refused.");
    }
}
