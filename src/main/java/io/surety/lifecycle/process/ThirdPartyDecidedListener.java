package io.surety.lifecycle.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * End of {@code callActivity_onboardThirdParty}: one rejected third party is enough to send the version back. Only that
 * is written for the whole process, because two that end at once must not write the same variable.
 */
@Component
class ThirdPartyDecidedListener implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        if ("REJECTED".equals(execution.getVariableLocal("onboardingOutcome"))) {
            execution.getProcessInstance().setVariable("thirdPartyRejected", true);
        }
    }
}
