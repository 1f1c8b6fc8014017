package io.surety.evaluation.process;

import io.surety.evaluation.consequence.AnswerDataRequest;
import io.surety.party.process.TaskCompletion;
import io.surety.workflow.SubmittedOnly;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_deliverData}: the party says that there are no data to come. */
@Component
class TakeDataAnswerListener implements TaskListener {

    private final AnswerDataRequest answers;
    private final TaskCompletion completion;

    TakeDataAnswerListener(AnswerDataRequest answers, TaskCompletion completion) {
        this.answers = answers;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        SubmittedOnly.check(task, Set.of("reason"), Map.of());
        String reason = RequestTask.text(task, "reason", true);
        answers.unobtainable(RequestTask.request(task), completion.person(task), reason, true);
    }
}
