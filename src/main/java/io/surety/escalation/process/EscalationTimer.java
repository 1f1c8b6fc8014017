package io.surety.escalation.process;

import io.surety.escalation.EscalationId;
import io.surety.escalation.ReadEscalations;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The dates of {@code breach-escalation}, from our table. Public, as its methods are called by expressions. */
@Component("escalationTimer")
@ProcessBean
public class EscalationTimer {

    private final ReadEscalations escalations;

    EscalationTimer(ReadEscalations escalations) {
        this.escalations = escalations;
    }

    /** When the ladder goes on if nothing happens before. */
    public Date nextDue(DelegateExecution execution) {
        return Date.from(escalations.nextDue(EscalationId.of(execution.getProcessBusinessKey())));
    }

    /** By when somebody is to acknowledge, or null if the tier does not say. */
    public @Nullable Date acknowledgeBy(DelegateExecution execution) {
        return escalations
                .acknowledgeBy(EscalationId.of(execution.getProcessBusinessKey()))
                .map(Date::from)
                .orElse(null);
    }
}
