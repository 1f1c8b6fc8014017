package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.onboarding.OnboardingKey;
import io.surety.party.Role;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives {@code userTask_answerInvitation} and {@code userTask_provideEvidence} to the third party's contacts. */
@Component
class AskThirdPartyListener implements TaskListener {

    private final OnboardingTask onboardingTask;
    private final DueDiligence dueDiligence;

    AskThirdPartyListener(OnboardingTask onboardingTask, DueDiligence dueDiligence) {
        this.onboardingTask = onboardingTask;
        this.dueDiligence = dueDiligence;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingKey key = OnboardingTask.key(task);
        onboardingTask.give(task, Role.THIRD_PARTY_CONTACT, key.thirdParty(), dueDiligence.forThirdParty(key));
        if (task.getVariable(OnboardingFacts.KIND) instanceof String kind) {
            task.setVariableLocal("kind", kind);
            task.setName("Provide " + kind.toLowerCase(Locale.ROOT) + " evidence");
        }
    }
}
