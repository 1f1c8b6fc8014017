package io.surety.evaluation.process;

import io.surety.evaluation.period.PeriodEnded;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts {@code period-close} in the transaction that opened the close. */
@Component
class StartPeriodCloseListener {

    private final RuntimeService runtime;

    StartPeriodCloseListener(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @EventListener
    void on(PeriodEnded ended) {
        runtime.createProcessInstanceByKey("period-close")
                .businessKey(ended.key().toString())
                .setVariable("cursor", "")
                .setVariable("judged", 0)
                .setVariable("left", 0)
                .execute();
    }
}
