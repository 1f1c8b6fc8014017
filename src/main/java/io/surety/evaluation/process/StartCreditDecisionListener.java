package io.surety.evaluation.process;

import io.surety.evaluation.period.CreditNeedsDecision;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts {@code credit-decision} in the transaction that put the question. */
@Component
class StartCreditDecisionListener {

    private final RuntimeService runtime;

    StartCreditDecisionListener(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @EventListener
    void on(CreditNeedsDecision asked) {
        runtime.createProcessInstanceByKey("credit-decision")
                .businessKey(asked.credit().toString())
                .execute();
    }
}
