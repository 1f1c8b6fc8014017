package io.surety.evaluation.process;

import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_endClose} of {@code period-close}. */
@Component
class EndCloseDelegate implements JavaDelegate {

    private final ClosePeriods close;

    EndCloseDelegate(ClosePeriods close) {
        this.close = close;
    }

    @Override
    public void execute(DelegateExecution execution) {
        close.end(CloseKey.parse(execution.getProcessBusinessKey()));
    }
}
