package io.surety.objection.process;

import io.surety.objection.ObjectionRaised;
import io.surety.workflow.ActAsSystem;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts {@code objection} in the transaction that took it. */
@Component
class StartObjectionListener {

    private final RuntimeService runtime;
    private final ActAsSystem system;

    StartObjectionListener(RuntimeService runtime, ActAsSystem system) {
        this.runtime = runtime;
        this.system = system;
    }

    @EventListener
    void on(ObjectionRaised raised) {
        system.run(() -> runtime.createProcessInstanceByKey("objection")
                .businessKey(raised.objection().toString())
                .execute());
    }
}
