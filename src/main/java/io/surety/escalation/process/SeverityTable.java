package io.surety.escalation.process;

import io.surety.escalation.DecideSeverity;
import io.surety.escalation.Severity;
import io.surety.workflow.ActAsSystem;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code breach-severity.dmn}. */
@Component
class SeverityTable implements DecideSeverity {

    private static final String DECISION = "breach-severity";

    private final DecisionService decisions;
    private final ActAsSystem system;

    SeverityTable(DecisionService decisions, ActAsSystem system) {
        this.decisions = decisions;
        this.system = system;
    }

    @Override
    public Severity of(Facts facts) {
        String word = system.call(() -> decisions
                .evaluateDecisionTableByKey(
                        DECISION,
                        Variables.putValue("customerFacing", facts.customerFacing())
                                .putValue("targetMinutes", facts.targetMinutes())
                                .putValue("creditAtStake", facts.creditAtStake())
                                .putValue("lateSubjects", facts.lateSubjects()))
                .getSingleResult()
                .getSingleEntry());
        return Severity.of(word);
    }
}
