package io.surety.approval.process;

import io.surety.approval.SeatApprovers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_seatApprovers} of {@code sla-approval}. */
@Component
class SeatApproversDelegate implements JavaDelegate {

    private final SeatApprovers seatApprovers;

    SeatApproversDelegate(SeatApprovers seatApprovers) {
        this.seatApprovers = seatApprovers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        seatApprovers.seat(ApprovalSteps.step(execution));
    }
}
