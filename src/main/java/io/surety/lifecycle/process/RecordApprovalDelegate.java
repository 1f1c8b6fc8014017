package io.surety.lifecycle.process;

import io.surety.agreement.VersionRef;
import io.surety.lifecycle.VersionLife;
import io.surety.lifecycle.VersionLife.ApprovalResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code serviceTask_recordApproval} of {@code sla-lifecycle}: what approval ended in, or that it was not begun because
 * a third party is not admitted.
 */
@Component
class RecordApprovalDelegate implements JavaDelegate {

    private final VersionLife life;

    RecordApprovalDelegate(VersionLife life) {
        this.life = life;
    }

    @Override
    public void execute(DelegateExecution execution) {
        VersionRef version = Facts.version(execution);
        if (Boolean.TRUE.equals(execution.getVariable("thirdPartyRejected"))) {
            life.sendBackForThirdParty(version);
            execution.setVariable("thirdPartyRejected", false);
            execution.setVariable("approvalOutcome", ApprovalResult.CHANGE_REQUESTED.name());
        } else {
            life.recordApproval(version, ApprovalResult.valueOf(Facts.text(execution, "approvalOutcome")));
        }
    }
}
