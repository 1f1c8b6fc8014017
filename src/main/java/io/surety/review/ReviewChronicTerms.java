package io.surety.review;

import io.surety.evaluation.TerminationRightArisen;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A chronic clause that is met starts an extraordinary review, once for each right ({@code domain.md} 6.2 and 9). */
@Component
class ReviewChronicTerms {

    private final StartReview start;

    ReviewChronicTerms(StartReview start) {
        this.start = start;
    }

    @EventListener
    void on(TerminationRightArisen arisen) {
        start.because(arisen.version().agreement(), "chronic:" + arisen.right(), arisen.reason());
    }
}
