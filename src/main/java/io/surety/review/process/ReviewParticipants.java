package io.surety.review.process;

import io.surety.agreement.Agreements;
import io.surety.review.Participants;
import io.surety.review.Reviews;
import io.surety.workflow.ProcessBean;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The collection that {@code userTask_giveView} of {@code periodic-review} goes over. */
@Component
@ProcessBean
public class ReviewParticipants {

    private final Reviews reviews;
    private final Agreements agreements;
    private final Participants participants;

    ReviewParticipants(Reviews reviews, Agreements agreements, Participants participants) {
        this.reviews = reviews;
        this.agreements = agreements;
        this.participants = participants;
    }

    /** Each as {@code role/organisation}. */
    public List<String> of(DelegateExecution execution) {
        var review = reviews.get(ReviewTask.review(execution));
        return participants.of(agreements.get(review.version())).stream()
                .map(Participants.Participant::toString)
                .toList();
    }
}
