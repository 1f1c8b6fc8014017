package io.surety.escalation.process;

import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationDetails;
import io.surety.escalation.EscalationId;
import io.surety.escalation.ReadEscalations;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_resolveBreach} belongs to whoever acknowledged. */
@Component
class OfferResolutionListener implements TaskListener {

    private final ReadEscalations escalations;
    private final TaskFacts facts;

    OfferResolutionListener(ReadEscalations escalations, TaskFacts facts) {
        this.escalations = escalations;
        this.facts = facts;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        EscalationDetails details = escalations.details(id);
        details.escalation()
                .acknowledgement()
                .map(Escalation.Acknowledgement::by)
                .ifPresentOrElse(
                        person -> task.setAssignee(person.value()),
                        () -> escalations.told(id).forEach(person -> task.addCandidateUser(person.value())));
        facts.write(task, details);
    }
}
