package io.surety.evaluation.process;

import io.surety.evaluation.consequence.CauseNeedsConfirmation;
import io.surety.evaluation.consequence.ClaimOpened;
import io.surety.evaluation.consequence.DataMissing;
import io.surety.evaluation.consequence.RequestSettled;
import io.surety.workflow.ActAsSystem;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Starts the process that brings a question before somebody, in the transaction that put it, and ends its wait in the
 * transaction that settled it elsewhere. Where the process does not wait yet, it looks at the question before it does.
 */
@Component
class RequestProcesses {

    private final RuntimeService runtime;
    private final ActAsSystem system;

    RequestProcesses(RuntimeService runtime, ActAsSystem system) {
        this.runtime = runtime;
        this.system = system;
    }

    @EventListener
    void on(CauseNeedsConfirmation asked) {
        start("cause-confirmation", asked.request());
    }

    @EventListener
    void on(ClaimOpened opened) {
        start("third-party-claim", opened.claim());
    }

    @EventListener
    void on(DataMissing missing) {
        start("missing-data", missing.request());
    }

    @EventListener
    void on(RequestSettled settled) {
        String message =
                switch (settled.about()) {
                    case CAUSE -> "evaluation.causeSettled";
                    case CLAIM -> "evaluation.claimSettled";
                    case DATA -> "evaluation.dataSettled";
                };
        system.run(() -> endWait(message, settled.request()));
    }

    private void start(String process, UUID request) {
        system.call(() -> runtime.createProcessInstanceByKey(process)
                .businessKey(request.toString())
                .execute());
    }

    private void endWait(String message, UUID request) {
        boolean waits = runtime.createExecutionQuery()
                        .processInstanceBusinessKey(request.toString())
                        .messageEventSubscriptionName(message)
                        .count()
                > 0;
        if (waits) {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(request.toString())
                    .correlate();
        }
    }
}
