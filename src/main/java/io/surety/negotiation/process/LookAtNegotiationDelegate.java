package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.NegotiationStanding;
import io.surety.negotiation.WatchNegotiation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code serviceTask_lookAtNegotiation} of {@code sla-negotiation}. The look holds the negotiation's row until the
 * process waits again, so no act can come between the look and the wait.
 */
@Component
class LookAtNegotiationDelegate implements JavaDelegate {

    private final WatchNegotiation watch;

    LookAtNegotiationDelegate(WatchNegotiation watch) {
        this.watch = watch;
    }

    @Override
    public void execute(DelegateExecution execution) {
        NegotiationStanding standing = watch.look(VersionRef.parse(execution.getProcessBusinessKey()));
        execution.setVariable("negotiationState", standing.name());
        if (standing.settled()) {
            execution.setVariable("negotiationOutcome", standing.name());
        }
    }
}
