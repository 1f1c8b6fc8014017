package io.surety.onboarding.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.onboarding.OnboardingKey;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.SubmittedOnly;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the tasks of an onboarding share: their case, who gets them, what they show, what they may submit. */
@Component
class OnboardingTask {

    private final TaskAssigner assigner;
    private final ObjectMapper json;

    OnboardingTask(TaskAssigner assigner, ObjectMapper json) {
        this.assigner = assigner;
        this.json = json;
    }

    static OnboardingKey key(DelegateTask task) {
        return OnboardingKey.parse(task.getExecution().getProcessBusinessKey());
    }

    /** Hands the task to those who hold the role, with its facts as a variable of the task alone. */
    void give(DelegateTask task, Role role, OrganisationId organisation, Object facts) {
        assigner.assign(task, new TaskNeed(role, organisation, null, null, Set.of()));
        try {
            task.setVariableLocal(
                    "facts",
                    SpinValues.jsonValue(json.writeValueAsString(facts)).create());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void check(DelegateTask task, Set<String> fields) {
        OnboardingKey key = key(task);
        Map<String, Object> unchanged = new HashMap<>(Map.of(
                "version", key.version().toString(),
                "thirdParty", key.thirdParty().value()));
        if (task.getVariableLocal("kind") instanceof String kind) {
            unchanged.put(OnboardingFacts.KIND, kind);
        }
        SubmittedOnly.check(task, fields, unchanged);
    }

    static @Nullable String text(DelegateTask task, String name) {
        return task.getVariable(name) instanceof String text ? text : null;
    }
}
