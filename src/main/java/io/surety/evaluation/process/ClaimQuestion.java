package io.surety.evaluation.process;

import io.surety.evaluation.consequence.RaiseClaim;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code third-party-claim} asks about its claim; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class ClaimQuestion {

    private final RaiseClaim raise;

    ClaimQuestion(RaiseClaim raise) {
        this.raise = raise;
    }

    /** Whether it is still to be raised. */
    public boolean isOpen(DelegateExecution execution) {
        return raise.isOpen(RequestTask.request(execution));
    }

    /** When it should be raised. */
    public Date dueDate(DelegateExecution execution) {
        return Date.from(raise.due(RequestTask.request(execution)));
    }

    /** Until when it can be raised. */
    public Date windowEnd(DelegateExecution execution) {
        return Date.from(raise.windowEnd(RequestTask.request(execution)));
    }
}
