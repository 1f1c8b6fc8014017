package io.surety.approval.process;

import io.surety.agreement.VersionRef;
import io.surety.approval.ConcludeRound;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_concludeApproval} of {@code sla-approval}. */
@Component
class ConcludeApprovalDelegate implements JavaDelegate {

    static final String OUTCOME = "approvalOutcome";

    private final ConcludeRound concludeRound;

    ConcludeApprovalDelegate(ConcludeRound concludeRound) {
        this.concludeRound = concludeRound;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var outcome = concludeRound.conclude(VersionRef.parse(execution.getProcessBusinessKey()));
        execution.setVariable(OUTCOME, outcome.name());
    }
}
