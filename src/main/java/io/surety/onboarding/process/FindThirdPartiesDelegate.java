package io.surety.onboarding.process;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.surety.agreement.VersionRef;
import io.surety.onboarding.OnboardThirdParty;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code serviceTask_findThirdParties}: sets the JSON list {@code thirdParties} of those who must be onboarded. */
@Component
class FindThirdPartiesDelegate implements JavaDelegate {

    private final OnboardThirdParty onboardThirdParty;

    FindThirdPartiesDelegate(OnboardThirdParty onboardThirdParty) {
        this.onboardThirdParty = onboardThirdParty;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        onboardThirdParty
                .notAdmitted(VersionRef.parse(execution.getProcessBusinessKey()))
                .forEach(ids::add);
        execution.setVariable(
                "thirdParties", SpinValues.jsonValue(ids.toString()).create());
    }
}
