package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_considerAnswer}: the objector accepts the answer or goes one level up. */
@Component
class TakeConsiderationListener implements TaskListener {

    private final ConductObjection conduct;
    private final TaskCompletion completion;

    TakeConsiderationListener(ConductObjection conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        ObjectionTask.check(task, Set.of("decision", "comment"));
        boolean accepted = ObjectionTask.chosen(task, "decision", "accept", "insist");
        conduct.consider(
                ObjectionTask.objection(task),
                accepted,
                completion.person(task),
                ObjectionTask.text(task, "comment", !accepted));
        task.getExecution().setVariable("answerAccepted", accepted);
    }
}
