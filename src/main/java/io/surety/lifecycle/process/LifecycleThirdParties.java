package io.surety.lifecycle.process;

import io.surety.workflow.ProcessBean;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** The third parties that onboarding has found, as texts. */
@Component
@ProcessBean
public class LifecycleThirdParties {

    /** Ids, from the JSON list in the variable {@code thirdParties}. */
    public List<String> of(DelegateExecution execution) {
        Object found = execution.getVariable("thirdParties");
        if (found instanceof SpinJsonNode json && json.isArray()) {
            return json.elements().stream().map(SpinJsonNode::stringValue).toList();
        }
        if (found instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalStateException("thirdParties is a JSON list, not " + found);
    }
}
