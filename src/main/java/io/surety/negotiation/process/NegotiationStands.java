package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.WatchNegotiation;
import io.surety.workflow.ProcessBean;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code sla-negotiation} asks about the negotiation. */
@Component
@ProcessBean
public class NegotiationStands {

    private final WatchNegotiation watch;

    NegotiationStands(WatchNegotiation watch) {
        this.watch = watch;
    }

    /** Ids of the third parties that are still to consent. */
    public List<String> consenting(DelegateExecution execution) {
        return watch.missingConsents(VersionRef.parse(execution.getProcessBusinessKey()));
    }
}
