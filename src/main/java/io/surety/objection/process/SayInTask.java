package io.surety.objection.process;

import io.surety.objection.ObjectionWords;
import io.surety.shared.Refusal;
import io.surety.workflow.ActAsSystem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Completes the task in the name of whoever it was handed to, alone or with others. */
@Component
class SayInTask implements ObjectionWords {

    private final TaskService tasks;
    private final ActAsSystem system;

    SayInTask(TaskService tasks, ActAsSystem system) {
        this.tasks = tasks;
        this.system = system;
    }

    @Override
    public void say(UUID objection, Step step, String person, Map<String, Object> fields) {
        List<Task> found = system.call(() -> tasks.createTaskQuery()
                .processInstanceBusinessKey(objection.toString())
                .taskDefinitionKey(step.task())
                .or()
                .taskAssignee(person)
                .taskCandidateUser(person)
                .endOr()
                .list());
        if (found.isEmpty()) {
            throw Refusal.conflict("not-your-word", "the objection does not wait for this word of yours");
        }
        system.run(() -> complete(found.get(0), person, fields));
    }

    private void complete(Task task, String person, Map<String, Object> fields) {
        if (task.getAssignee() == null) {
            tasks.claim(task.getId(), person);
        }
        tasks.complete(task.getId(), fields);
    }
}
