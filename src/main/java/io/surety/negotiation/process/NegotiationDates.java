package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.WatchNegotiation;
import io.surety.workflow.ProcessBean;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** When the timer of {@code sla-negotiation} wakes it. */
@Component
@ProcessBean
public class NegotiationDates {

    /** A draft waits for its first offer as long as it takes. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final WatchNegotiation watch;

    NegotiationDates(WatchNegotiation watch) {
        this.watch = watch;
    }

    /** The first instant at which silence ends the offer or the negotiation. */
    public Date runsOut(DelegateExecution execution) {
        return Date.from(watch.find(VersionRef.parse(execution.getProcessBusinessKey()))
                .flatMap(Negotiation::runsOutAt)
                .orElse(NEVER));
    }
}
