package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_makeCorrection}: names the record that was corrected. */
@Component
class TakeCorrectionListener implements TaskListener {

    private final ConductObjection conduct;
    private final TaskCompletion completion;

    TakeCorrectionListener(ConductObjection conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        ObjectionTask.check(task, Set.of("source", "record"));
        conduct.correct(
                ObjectionTask.objection(task),
                completion.person(task),
                ObjectionTask.text(task, "source", false),
                ObjectionTask.text(task, "record", false));
    }
}
