package io.surety.escalation.process;

import io.surety.escalation.AnswerEscalation;
import io.surety.escalation.EscalationId;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_resolveBreach} is completed: the escalation is over. */
@Component
class TakeResolutionListener implements TaskListener {

    private final AnswerEscalation answer;
    private final TaskActor actor;

    TakeResolutionListener(AnswerEscalation answer, TaskActor actor) {
        this.answer = answer;
        this.actor = actor;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        answer.resolve(id, actor.of(task), TaskActor.note(task));
    }
}
