package io.surety.evaluation.process;

import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_judgePeriods} of {@code period-close}: one batch; its numbers are the progress seen in Cockpit. */
@Component
class JudgePeriodsDelegate implements JavaDelegate {

    private final ClosePeriods close;

    JudgePeriodsDelegate(ClosePeriods close) {
        this.close = close;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CloseKey key = CloseKey.parse(execution.getProcessBusinessKey());
        ClosePeriods.Batch batch = close.judgeBatch(key, (String) execution.getVariable("cursor"));
        execution.setVariable("cursor", batch.last());
        execution.setVariable("judged", (Integer) execution.getVariable("judged") + batch.judged());
        execution.setVariable("left", batch.left());
    }
}
