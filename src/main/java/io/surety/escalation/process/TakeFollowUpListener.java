package io.surety.escalation.process;

import io.surety.escalation.AnswerEscalation;
import io.surety.escalation.EscalationId;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_followUpLapsed} is completed: the owner said how it goes on. */
@Component
class TakeFollowUpListener implements TaskListener {

    private final AnswerEscalation answer;
    private final TaskActor actor;

    TakeFollowUpListener(AnswerEscalation answer, TaskActor actor) {
        this.answer = answer;
        this.actor = actor;
    }

    @Override
    public void notify(DelegateTask task) {
        EscalationId id = EscalationId.of(task.getExecution().getProcessBusinessKey());
        answer.followUp(id, actor.of(task), TaskActor.note(task));
    }
}
