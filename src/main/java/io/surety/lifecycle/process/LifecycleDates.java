package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.ReviewCycles;
import io.surety.lifecycle.VersionLife;
import io.surety.workflow.ProcessBean;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** When the timers of a version's life fire. */
@Component
@ProcessBean
public class LifecycleDates {

    /** Variable: the number of the next review cycle. */
    static final String CYCLE = "reviewCycle";

    /** Of a timer that has nothing to wait for: an agreement without reviews has none that is due. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final VersionLife life;

    LifecycleDates(VersionLife life) {
        this.life = life;
    }

    /** The start of the validity; in the past for a retroactive version, so that the timer fires at once. */
    public Date start(DelegateExecution execution) {
        return Date.from(version(execution).validity().from());
    }

    /** The end of the validity, as it is by now: of the document, or of a notice. */
    public Date end(DelegateExecution execution) {
        return Date.from(version(execution).validity().to());
    }

    /** The first review from now on; the cycle's number is kept for when it fires. */
    public Date firstReview(DelegateExecution execution) {
        ReviewCycles.Cycle first = life.firstReview(Facts.version(execution)).orElse(new ReviewCycles.Cycle(0, NEVER));
        execution.setVariable(CYCLE, first.number());
        return Date.from(first.dueAt());
    }

    /** The review after the one announced last. */
    public Date nextReview(DelegateExecution execution) {
        int number = ((Number) execution.getVariable(CYCLE)).intValue();
        return Date.from(ReviewCycles.cycle(version(execution), number)
                .map(ReviewCycles.Cycle::dueAt)
                .orElse(NEVER));
    }

    private Version version(DelegateExecution execution) {
        return life.get(Facts.version(execution));
    }
}
