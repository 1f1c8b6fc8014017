package io.surety.escalation.process;

import io.surety.escalation.EscalationDetails;
import io.surety.escalation.EscalationId;
import io.surety.escalation.ReadEscalations;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_followUpLapsed} goes to the owner of the service levels on the side that owes the term. */
@Component
class OfferLapsedListener implements TaskListener {

    private final ReadEscalations escalations;
    private final TaskAssigner assigner;
    private final TaskFacts facts;

    OfferLapsedListener(ReadEscalations escalations, TaskAssigner assigner, TaskFacts facts) {
        this.escalations = escalations;
        this.assigner = assigner;
        this.facts = facts;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        EscalationDetails details = escalations.details(id);
        assigner.assign(
                task,
                new TaskNeed(Role.SERVICE_LEVEL_MANAGER, details.escalation().obligated(), null, null, Set.of()));
        facts.write(task, details);
    }
}
