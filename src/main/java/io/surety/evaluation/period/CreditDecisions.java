package io.surety.evaluation.period;

import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person decides about a credit. Driven by {@code processes/evaluation/credit-decision.bpmn}, one instance for
 * each question.
 */
@Service
@Transactional
public class CreditDecisions {

    private final Credits credits;
    private final GrantCredit grant;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    CreditDecisions(Credits credits, GrantCredit grant, TimeSource time, ApplicationEventPublisher events) {
        this.credits = credits;
        this.grant = grant;
        this.time = time;
        this.events = events;
    }

    /**
     * Asks about a credit above the limit, or one that changed after it was settled; unless it is asked already: then the
     * answer is about the amount of that moment.
     */
    void ask(Credit credit) {
        if (credit.state() == Credit.State.IN_DECISION) {
            return;
        }
        credits.move(credit.id(), Credit.State.IN_DECISION, null, time.now());
        events.publishEvent(new CreditNeedsDecision(credit.id()));
    }

    /**
     * Answers the question. Approving issues what is still missing, as a credit note, or takes back what is too much, as
     * a debit note; refusing leaves what was issued as it is.
     *
     * @throws Refusal {@code credit-decided} if nobody asks any more
     */
    public void decide(UUID id, boolean approved, String reason, PersonId by) {
        Credit credit = credits.lock(id);
        if (credit.state() != Credit.State.IN_DECISION) {
            throw Refusal.conflict(
                    "credit-decided", "credit " + id + " is " + credit.state() + ", nothing is to decide");
        }
        Instant now = time.now();
        credits.decided(id, by.value(), (approved ? "approved: " : "refused: ") + reason);
        BigDecimal issued = credits.issued(id);
        if (!approved) {
            credits.move(id, issued.signum() > 0 ? Credit.State.ISSUED : Credit.State.REFUSED, null, now);
        } else if (credits.notes(id).isEmpty() && credit.amount().signum() > 0) {
            grant.grant(credit);
        } else {
            grant.difference(credit, credit.amount().subtract(issued), reason);
        }
    }
}
