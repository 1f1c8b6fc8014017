package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes the decision of {@code userTask_decideAdmission}. */
@Component
class DecideAdmissionListener implements TaskListener {

    private final DueDiligence dueDiligence;
    private final TaskCompletion completion;

    DecideAdmissionListener(DueDiligence dueDiligence, TaskCompletion completion) {
        this.dueDiligence = dueDiligence;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingTask.check(task, Set.of("decision", "reason"));
        dueDiligence.decide(
                OnboardingTask.key(task),
                OnboardingTask.text(task, "decision"),
                OnboardingTask.text(task, "reason"),
                completion.person(task));
    }
}
