package io.surety.lifecycle.process;

import io.surety.lifecycle.RenewAgreement;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_renewVersion} of {@code sla-in-force}. */
@Component
class RenewVersionDelegate implements JavaDelegate {

    private final RenewAgreement renew;

    RenewVersionDelegate(RenewAgreement renew) {
        this.renew = renew;
    }

    @Override
    public void execute(DelegateExecution execution) {
        renew.renew(Facts.version(execution));
        execution.setVariable("inForceOutcome", "EXPIRED");
    }
}
