package io.surety.objection.process;

import io.surety.objection.ConductObjection;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code complete} of {@code userTask_answerObjection}: takes what the other side says. */
@Component
class TakeObjectionAnswerListener implements TaskListener {

    private final ConductObjection conduct;
    private final TaskCompletion completion;

    TakeObjectionAnswerListener(ConductObjection conduct, TaskCompletion completion) {
        this.conduct = conduct;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        ObjectionTask.check(task, Set.of("position", "comment", "evidence"));
        boolean conceded = ObjectionTask.chosen(task, "position", "concede", "contest");
        conduct.answer(
                ObjectionTask.objection(task),
                conceded,
                completion.person(task),
                ObjectionTask.text(task, "comment", true),
                ObjectionTask.text(task, "evidence", false));
        task.getExecution().setVariable("objectionConceded", conceded);
    }
}
