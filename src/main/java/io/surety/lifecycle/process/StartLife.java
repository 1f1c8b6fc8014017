package io.surety.lifecycle.process;

import io.surety.agreement.VersionDrafted;
import io.surety.agreement.VersionState;
import io.surety.agreement.VersionStateChanged;
import io.surety.workflow.ActAsSystem;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A drafted version starts its life, and a superseded one ends it, in the transaction that made it so. */
@Component
class StartLife {

    private static final String PROCESS = "sla-lifecycle";
    private static final String SUPERSEDED = "lifecycle.versionSuperseded";

    private final RuntimeService runtime;
    private final ActAsSystem system;

    StartLife(RuntimeService runtime, ActAsSystem system) {
        this.runtime = runtime;
        this.system = system;
    }

    @EventListener
    void on(VersionDrafted drafted) {
        String key = drafted.version().toString();
        system.run(() ->
                runtime.startProcessInstanceByKey(PROCESS, key, Map.of("version", key, "thirdPartyRejected", false)));
    }

    @EventListener
    void on(VersionStateChanged changed) {
        if (changed.to() == VersionState.SUPERSEDED) {
            system.run(() -> runtime.createMessageCorrelation(SUPERSEDED)
                    .processInstanceBusinessKey(changed.version().toString())
                    .correlate());
        }
    }
}
