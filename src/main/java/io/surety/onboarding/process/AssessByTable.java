package io.surety.onboarding.process;

import io.surety.onboarding.EvidenceKind;
import io.surety.onboarding.ThirdPartyRisk;
import io.surety.party.Role;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Evaluates {@code third-party-risk}. */
@Component
class AssessByTable implements ThirdPartyRisk {

    private final DecisionService decisions;

    AssessByTable(DecisionService decisions) {
        this.decisions = decisions;
    }

    @Override
    public Assessment assess(Facts facts) {
        return assessment(decisions
                .evaluateDecisionTableByKey("third-party-risk")
                .variables(variables(facts))
                .evaluate()
                .getSingleResult()
                .getEntryMap());
    }

    static VariableMap variables(Facts facts) {
        return Variables.createVariables()
                .putValue("duties", facts.duties())
                .putValue("underContract", facts.underContract())
                .putValue("deliversMeasurements", facts.deliversMeasurements())
                .putValue("creditExposure", facts.creditExposure());
    }

    static Assessment assessment(Map<String, Object> cells) {
        return new Assessment(
                String.valueOf(cells.get("risk")),
                Stream.of(String.valueOf(cells.get("evidence")).split(" "))
                        .map(EvidenceKind::valueOf)
                        .toList(),
                new Role(String.valueOf(cells.get("decidedBy"))));
    }
}
