package io.surety.objection.process;

import io.surety.objection.RemindOfObjection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_remindOfObjection} of {@code objection}. */
@Component
class RemindOfObjectionDelegate implements JavaDelegate {

    private final RemindOfObjection reminder;

    RemindOfObjectionDelegate(RemindOfObjection reminder) {
        this.reminder = reminder;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reminder.remind(ObjectionTask.objection(execution));
    }
}
