package io.surety.approval.process;

import io.surety.agreement.VersionRef;
import io.surety.approval.ConcludeRound;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Ends the round of an approval whose process was ended from outside, such as by a withdrawal of the agreement. */
@Component
class CloseAbandonedRoundListener implements ExecutionListener {

    private final ConcludeRound concludeRound;

    CloseAbandonedRoundListener(ConcludeRound concludeRound) {
        this.concludeRound = concludeRound;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (!execution.hasVariable(ConcludeApprovalDelegate.OUTCOME)) {
            concludeRound.abandon(VersionRef.parse(execution.getProcessBusinessKey()));
        }
    }
}
