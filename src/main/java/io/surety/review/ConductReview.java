package io.surety.review;

import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happens between the start of a review and its end. Driven by {@code processes/review/periodic-review.bpmn}. */
@Service
@Transactional
public class ConductReview {

    private final Reviews reviews;
    private final CollectEvidence evidence;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    ConductReview(Reviews reviews, CollectEvidence evidence, TimeSource time, ApplicationEventPublisher events) {
        this.reviews = reviews;
        this.evidence = evidence;
        this.time = time;
        this.events = events;
    }

    /** Freezes what the review is about; collecting twice changes nothing. */
    public void collectEvidence(ReviewId id) {
        Review review = reviews.get(id);
        reviews.store(id, evidence.of(review).toJson(), time.now());
    }

    /** Records what a participant says in a task. */
    public void state(ReviewId id, String task, PersonId person, int satisfaction, String comment) {
        reviews.state(id, task, new Statement(person, satisfaction, comment, time.now()));
    }

    /** @throws Refusal {@code review-ended} if it has ended before */
    public void end(ReviewId id, ReviewOutcome outcome, String conclusion, PersonId by) {
        if (!reviews.end(id, outcome, conclusion, by, time.now())) {
            throw Refusal.conflict("review-ended", "review " + id + " has ended already");
        }
    }

    /**
     * Tells the rest of the house how the review ended, so that a draft, a negotiation or a notice follows.
     *
     * @return the outcome
     */
    public ReviewOutcome carryOut(ReviewId id) {
        Review review = reviews.get(id);
        ReviewOutcome outcome = review.outcome().orElseThrow();
        events.publishEvent(new ReviewEnded(
                id,
                review.version(),
                outcome,
                review.covers().stream().anyMatch(ReviewSchedule::isBeforeEnd),
                review.conclusion().orElse(""),
                reviews.endedBy(id),
                time.now()));
        return outcome;
    }
}
