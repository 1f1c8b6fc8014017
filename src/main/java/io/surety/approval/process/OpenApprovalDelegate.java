package io.surety.approval.process;

import io.surety.agreement.VersionRef;
import io.surety.approval.OpenRound;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_openApproval} of {@code sla-approval}. */
@Component
class OpenApprovalDelegate implements JavaDelegate {

    private final OpenRound openRound;

    OpenApprovalDelegate(OpenRound openRound) {
        this.openRound = openRound;
    }

    @Override
    public void execute(DelegateExecution execution) {
        openRound.open(VersionRef.parse(execution.getProcessBusinessKey()));
    }
}
