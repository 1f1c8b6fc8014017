package io.surety.review.process;

import io.surety.review.Participants;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_giveView}: hands the task to the participant and shows her the evidence. */
@Component
class AskForViewListener implements TaskListener {

    private final ReviewTask tasks;

    AskForViewListener(ReviewTask tasks) {
        this.tasks = tasks;
    }

    @Override
    public void notify(DelegateTask task) {
        tasks.assign(task, Participants.Participant.parse((String) task.getVariable("participant")));
        tasks.show(task, tasks.review(task));
    }
}
