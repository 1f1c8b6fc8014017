package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.party.process.TaskCompletion;
import io.surety.shared.TimeSource;
import io.surety.workflow.TaskRefused;
import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_makeOffer}: makes the offer of the present content. */
@Component
class MakeOfferCompleteListener implements TaskListener {

    private static final long MOST_DAYS = 60;

    private final Negotiate negotiate;
    private final TaskCompletion completion;
    private final TimeSource time;

    MakeOfferCompleteListener(Negotiate negotiate, TaskCompletion completion, TimeSource time) {
        this.negotiate = negotiate;
        this.completion = completion;
        this.time = time;
    }

    @Override
    public void notify(DelegateTask task) {
        if (!(task.getVariable("openDays") instanceof Number days)
                || days.longValue() < 1
                || days.longValue() > MOST_DAYS) {
            throw new TaskRefused("Please say for how many days the offer is open: 1 to " + MOST_DAYS + ".");
        }
        negotiate.offer(
                VersionRef.parse(task.getExecution().getProcessBusinessKey()),
                time.now().plus(Duration.ofDays(days.longValue())),
                Actor.inTask(completion.person(task)));
    }
}
