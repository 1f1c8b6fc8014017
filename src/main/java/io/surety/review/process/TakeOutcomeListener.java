package io.surety.review.process;

import io.surety.party.process.TaskCompletion;
import io.surety.review.ConductReview;
import io.surety.review.ReviewOutcome;
import io.surety.workflow.TaskRefused;
import java.util.Arrays;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_decideOutcome}: ends the review. */
@Component
class TakeOutcomeListener implements TaskListener {

    private final ConductReview conduct;
    private final TaskCompletion completion;

    TakeOutcomeListener(ConductReview conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        conduct.end(
                ReviewTask.review(task.getExecution()),
                outcome(task),
                ReviewTask.text(task, "conclusion", 10, "Your reason"),
                completion.person(task));
    }

    private static ReviewOutcome outcome(DelegateTask task) {
        Object value = ReviewTask.raw(task, "outcome");
        return Arrays.stream(ReviewOutcome.values())
                .filter(o -> o.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new TaskRefused("Please choose an outcome: keep, amend, renegotiate or terminate"));
    }
}
