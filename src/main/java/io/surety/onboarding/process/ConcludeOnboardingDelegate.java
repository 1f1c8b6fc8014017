package io.surety.onboarding.process;

import io.surety.onboarding.OnboardThirdParty;
import io.surety.onboarding.OnboardingKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_concludeOnboarding} of {@code third-party-onboarding}. */
@Component
class ConcludeOnboardingDelegate implements JavaDelegate {

    private final OnboardThirdParty onboardThirdParty;

    ConcludeOnboardingDelegate(OnboardThirdParty onboardThirdParty) {
        this.onboardThirdParty = onboardThirdParty;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var outcome = onboardThirdParty.conclude(OnboardingKey.parse(execution.getProcessBusinessKey()));
        execution.setVariable("onboardingOutcome", outcome.name());
    }
}
