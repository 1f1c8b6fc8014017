package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.onboarding.EvidenceKind;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes the evidence of {@code userTask_provideEvidence}. */
@Component
class ProvideEvidenceListener implements TaskListener {

    private final DueDiligence dueDiligence;
    private final TaskCompletion completion;

    ProvideEvidenceListener(DueDiligence dueDiligence, TaskCompletion completion) {
        this.dueDiligence = dueDiligence;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingTask.check(task, Set.of("reference", "issuedOn", "expiresOn"));
        dueDiligence.provide(
                OnboardingTask.key(task),
                EvidenceKind.valueOf(String.valueOf(task.getVariableLocal("kind"))),
                OnboardingTask.text(task, "reference"),
                OnboardingTask.text(task, "issuedOn"),
                OnboardingTask.text(task, "expiresOn"),
                completion.person(task));
    }
}
