package io.surety.evaluation.process;

import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_countNotFinal} of {@code period-close}; its number is the progress seen in Cockpit. */
@Component
class CountNotFinalDelegate implements JavaDelegate {

    private final ClosePeriods close;

    CountNotFinalDelegate(ClosePeriods close) {
        this.close = close;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CloseKey key = CloseKey.parse(execution.getProcessBusinessKey());
        execution.setVariable("notFinal", close.notFinal(key).verdicts());
    }
}
