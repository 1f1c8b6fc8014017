package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.onboarding.DueDiligence.TrackingProposal;
import io.surety.onboarding.OnboardingKey;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives {@code userTask_agreeTracking} and {@code userTask_decideAdmission} to those who decide about the third party. */
@Component
class AskThirdPartyManagersListener implements TaskListener {

    private final OnboardingTask onboardingTask;
    private final DueDiligence dueDiligence;

    AskThirdPartyManagersListener(OnboardingTask onboardingTask, DueDiligence dueDiligence) {
        this.onboardingTask = onboardingTask;
        this.dueDiligence = dueDiligence;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingKey key = OnboardingTask.key(task);
        boolean decides = task.getTaskDefinitionKey().equals("userTask_decideAdmission");
        Role role = decides ? dueDiligence.decidedBy(key) : Role.THIRD_PARTY_MANAGER;
        Optional<TrackingProposal> proposal = decides ? Optional.empty() : dueDiligence.proposal(key);
        OrganisationId asked = proposal.map(TrackingProposal::checkedBy).orElseGet(() -> dueDiligence.relying(key));
        onboardingTask.give(task, role, asked, dueDiligence.forRelyingParty(key));
        // Into the fields of the input mapping, where what is submitted replaces it.
        proposal.ifPresent(agreed -> task.getExecution()
                .setVariablesLocal(Map.of(
                        "indicator", agreed.indicator(),
                        "source", agreed.source(),
                        "measuredAt", agreed.where(),
                        "measuredBy", agreed.by())));
    }
}
