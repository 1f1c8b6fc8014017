package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.lifecycle.RenewAgreement;
import io.surety.lifecycle.VersionLife;
import io.surety.review.ReviewSchedule;
import io.surety.workflow.ProcessBean;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** When the timers of a version's life fire, and how it goes on then. */
@Component
@ProcessBean
public class LifecycleDates {

    /** Variable: when the next review is looked for at the earliest. */
    static final String REVIEW_NOT_BEFORE = "reviewNotBefore";

    /** Of a timer that has nothing to wait for: an agreement without reviews has none that is due. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final VersionLife life;
    private final ReviewSchedule reviews;
    private final RenewAgreement renewals;

    LifecycleDates(VersionLife life, ReviewSchedule reviews, RenewAgreement renewals) {
        this.life = life;
        this.reviews = reviews;
        this.renewals = renewals;
    }

    /** The start of the validity; in the past for a retroactive version, so that the timer fires at once. */
    public Date start(DelegateExecution execution) {
        return Date.from(version(execution).validity().from());
    }

    /** The end of the validity, as it is by now: of the document, or of a notice. */
    public Date end(DelegateExecution execution) {
        return Date.from(version(execution).validity().to());
    }

    /** Whether its end is that of a notice. */
    public boolean isEndedByNotice(DelegateExecution execution) {
        return life.endsByNotice(Facts.version(execution));
    }

    /** Whether the version is renewed at its end. */
    public boolean isRenewed(DelegateExecution execution) {
        return renewals.isDue(Facts.version(execution));
    }

    /** The next review that nobody has held; a review that was held early is not due again. */
    public Date nextReview(DelegateExecution execution) {
        Instant due = reviews.nextDue(version(execution)).orElse(NEVER);
        Object notBefore = execution.getVariable(REVIEW_NOT_BEFORE);
        Instant earliest = notBefore == null ? due : Instant.parse(notBefore.toString());
        return Date.from(due.isBefore(earliest) ? earliest : due);
    }

    private Version version(DelegateExecution execution) {
        return life.get(Facts.version(execution));
    }
}
