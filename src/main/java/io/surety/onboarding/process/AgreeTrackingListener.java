package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes what is agreed in {@code userTask_agreeTracking}. */
@Component
class AgreeTrackingListener implements TaskListener {

    private final DueDiligence dueDiligence;
    private final TaskCompletion completion;

    AgreeTrackingListener(DueDiligence dueDiligence, TaskCompletion completion) {
        this.dueDiligence = dueDiligence;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingTask.check(task, Set.of("indicator", "source", "measuredAt", "measuredBy"));
        completion.person(task);
        dueDiligence.track(
                OnboardingTask.key(task),
                OnboardingTask.text(task, "indicator"),
                OnboardingTask.text(task, "source"),
                OnboardingTask.text(task, "measuredAt"),
                OnboardingTask.text(task, "measuredBy"));
    }
}
