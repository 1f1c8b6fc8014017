package io.surety.evaluation.process;

import io.surety.evaluation.GradeLead;
import java.math.BigDecimal;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Evaluates {@code lead-grade}. */
@Component
class GradeLeadByTable implements GradeLead {

    private final DecisionService decisions;

    GradeLeadByTable(DecisionService decisions) {
        this.decisions = decisions;
    }

    @Override
    public Grade grade(String segment, String seniority) {
        return grade(decisions
                .evaluateDecisionTableByKey("lead-grade")
                .variables(variables(segment, seniority))
                .evaluate()
                .getSingleResult()
                .getEntryMap());
    }

    static VariableMap variables(String segment, String seniority) {
        return Variables.createVariables().putValue("segment", segment).putValue("seniority", seniority);
    }

    static Grade grade(Map<String, Object> cells) {
        return new Grade(String.valueOf(cells.get("grade")), new BigDecimal(String.valueOf(cells.get("weight"))));
    }
}
