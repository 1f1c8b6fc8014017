package io.surety.evaluation.process;

import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** When {@code period-close} wakes up; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class CloseTimer {

    private final ClosePeriods close;

    CloseTimer(ClosePeriods close) {
        this.close = close;
    }

    /** When more verdicts may be final than were counted. */
    public Date countAgainAt(DelegateExecution execution) {
        return Date.from(close.countAgainAt(CloseKey.parse(execution.getProcessBusinessKey())));
    }
}
