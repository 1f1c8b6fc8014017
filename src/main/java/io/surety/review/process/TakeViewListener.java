package io.surety.review.process;

import io.surety.party.process.TaskCompletion;
import io.surety.review.ConductReview;
import io.surety.workflow.TaskRefused;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_giveView}: takes what the participant says. */
@Component
class TakeViewListener implements TaskListener {

    private final ConductReview conduct;
    private final TaskCompletion completion;

    TakeViewListener(ConductReview conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        conduct.state(
                ReviewTask.review(task.getExecution()),
                task.getId(),
                completion.person(task),
                satisfaction(task),
                ReviewTask.text(task, "comment", 3, "Your comment"));
    }

    private static int satisfaction(DelegateTask task) {
        String text = String.valueOf(ReviewTask.raw(task, "satisfaction"));
        if (!text.matches("[1-5]")) {
            throw new TaskRefused("Please say how happy you are, from 1 to 5");
        }
        return Integer.parseInt(text);
    }
}
