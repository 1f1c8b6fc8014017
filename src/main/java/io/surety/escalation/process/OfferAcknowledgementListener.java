package io.surety.escalation.process;

import io.surety.escalation.EscalationId;
import io.surety.escalation.ReadEscalations;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Offers {@code userTask_acknowledgeBreach} to everybody who was told. */
@Component
class OfferAcknowledgementListener implements TaskListener {

    private final ReadEscalations escalations;
    private final TaskFacts facts;

    OfferAcknowledgementListener(ReadEscalations escalations, TaskFacts facts) {
        this.escalations = escalations;
        this.facts = facts;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        escalations.told(id).forEach(person -> task.addCandidateUser(person.value()));
        facts.write(task, escalations.details(id));
    }
}
