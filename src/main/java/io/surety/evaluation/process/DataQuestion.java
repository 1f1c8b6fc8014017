package io.surety.evaluation.process;

import io.surety.evaluation.consequence.AnswerDataRequest;
import io.surety.evaluation.consequence.DataRequests;
import io.surety.workflow.ProcessBean;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code missing-data} asks about its request; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class DataQuestion {

    /** A source that is only late by some hours at the end of a period needs nobody. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final AnswerDataRequest answers;
    private final DataRequests requests;

    DataQuestion(AnswerDataRequest answers, DataRequests requests) {
        this.answers = answers;
        this.requests = requests;
    }

    /** When somebody is asked, if the data have not arrived by then. */
    public Date askAt(DelegateExecution execution) {
        return Date.from(requests.get(RequestTask.request(execution)).askedAt().plus(GRACE));
    }

    /** Whether they are still missing. */
    public boolean isOpen(DelegateExecution execution) {
        return answers.isOpen(RequestTask.request(execution));
    }

    /** Until when they are needed. */
    public Date dueDate(DelegateExecution execution) {
        return Date.from(requests.get(RequestTask.request(execution)).dueAt());
    }
}
