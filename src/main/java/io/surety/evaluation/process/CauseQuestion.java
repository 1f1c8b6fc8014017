package io.surety.evaluation.process;

import io.surety.evaluation.consequence.AnswerCause;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code cause-confirmation} asks about its request; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class CauseQuestion {

    private final AnswerCause answers;
    private final CauseRequests requests;

    CauseQuestion(AnswerCause answers, CauseRequests requests) {
        this.answers = answers;
        this.requests = requests;
    }

    /** Whether it is still to be answered. */
    public boolean isOpen(DelegateExecution execution) {
        return answers.isOpen(RequestTask.request(execution));
    }

    /** Until when it should be. */
    public Date dueDate(DelegateExecution execution) {
        return Date.from(requests.get(RequestTask.request(execution)).dueAt());
    }
}
