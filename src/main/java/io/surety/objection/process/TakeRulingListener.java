package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_decideOneLevelUp}: it stands, or has to be corrected. */
@Component
class TakeRulingListener implements TaskListener {

    private final ConductObjection conduct;
    private final TaskCompletion completion;

    TakeRulingListener(ConductObjection conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        ObjectionTask.check(task, Set.of("outcome", "comment"));
        boolean stands = ObjectionTask.chosen(task, "outcome", "stands", "correction");
        conduct.rule(
                ObjectionTask.objection(task),
                stands,
                completion.person(task),
                ObjectionTask.text(task, "comment", true));
        task.getExecution().setVariable("correctionOwed", !stands);
    }
}
