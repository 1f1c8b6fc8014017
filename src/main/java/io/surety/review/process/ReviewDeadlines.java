package io.surety.review.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.review.Reviews;
import io.surety.workflow.ProcessBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The due times of {@code periodic-review}; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class ReviewDeadlines {

    /** Ten business days are two weeks, the time that people get for an answer elsewhere in an agreement, too. */
    private static final Span TIME_FOR_VIEWS = new Span.BusinessDays(10);

    private final Reviews reviews;
    private final Agreements agreements;
    private final ServiceCalendars calendars;

    ReviewDeadlines(Reviews reviews, Agreements agreements, ServiceCalendars calendars) {
        this.reviews = reviews;
        this.agreements = agreements;
        this.calendars = calendars;
    }

    /** Until when the participants may give their views, on the agreement's calendar. */
    public Date viewsDue(DelegateExecution execution) {
        var review = reviews.get(ReviewTask.review(execution));
        var document = agreements.get(review.version()).document();
        Instant start = review.startedAt();
        Instant due = calendars
                .of(document, document.spec().period().calendar())
                .due(start, TIME_FOR_VIEWS, List.of())
                .map(Due::deadline)
                .orElse(start.plus(Duration.ofDays(14)));
        return Date.from(due);
    }
}
