package io.surety.onboarding.process;

import io.surety.onboarding.OnboardThirdParty;
import io.surety.onboarding.OnboardingKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_inviteThirdParty} of {@code third-party-onboarding}. */
@Component
class InviteThirdPartyDelegate implements JavaDelegate {

    private final OnboardThirdParty onboardThirdParty;

    InviteThirdPartyDelegate(OnboardThirdParty onboardThirdParty) {
        this.onboardThirdParty = onboardThirdParty;
    }

    @Override
    public void execute(DelegateExecution execution) {
        onboardThirdParty.invite(OnboardingKey.parse(execution.getProcessBusinessKey()));
    }
}
