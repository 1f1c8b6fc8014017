package io.surety.evaluation.process;

import io.surety.evaluation.consequence.AnswerCause;
import io.surety.party.process.TaskCompletion;
import io.surety.workflow.SubmittedOnly;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_confirmCause}: takes the answer of the party. */
@Component
class TakeCauseAnswerListener implements TaskListener {

    private final AnswerCause answers;
    private final TaskCompletion completion;

    TakeCauseAnswerListener(AnswerCause answers, TaskCompletion completion) {
        this.answers = answers;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        SubmittedOnly.check(task, Set.of("answer", "comment"), Map.of());
        boolean confirmed = RequestTask.chosen(task, "answer", "confirm", "refuse");
        String comment = RequestTask.text(task, "comment", !confirmed);
        answers.inTask(RequestTask.request(task), confirmed, completion.person(task), comment);
        task.getExecution().setVariable("causeConfirmed", confirmed);
    }
}
