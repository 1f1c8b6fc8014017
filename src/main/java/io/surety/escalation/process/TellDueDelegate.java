package io.surety.escalation.process;

import io.surety.escalation.ClimbLadder;
import io.surety.escalation.EscalationId;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_tellDue} of {@code breach-escalation}. */
@Component
class TellDueDelegate implements JavaDelegate {

    private final ClimbLadder ladder;

    TellDueDelegate(ClimbLadder ladder) {
        this.ladder = ladder;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ClimbLadder.Next next = ladder.climb(EscalationId.of(execution.getProcessBusinessKey()));
        execution.setVariable("next", next.name());
    }
}
