package io.surety.escalation.process;

import io.surety.escalation.AnswerEscalation;
import io.surety.escalation.EscalationId;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_acknowledgeBreach} is completed: whoever did it has taken the escalation on. */
@Component
class TakeAcknowledgementListener implements TaskListener {

    private final AnswerEscalation answer;
    private final TaskActor actor;

    TakeAcknowledgementListener(AnswerEscalation answer, TaskActor actor) {
        this.answer = answer;
        this.actor = actor;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        answer.acknowledge(id, actor.of(task), TaskActor.note(task), true);
    }
}
