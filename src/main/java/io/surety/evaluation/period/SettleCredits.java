package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.Term;
import io.surety.evaluation.credit.EarnBack;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a proposed credit once its verdict is final: held, decided, claimed, issued, lapsed. */
@Component
class SettleCredits {

    private static final int BATCH = 50;

    /** A verdict that becomes final is looked at with it; what only time decides can wait so long. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Credits credits;
    private final VerdictRows verdicts;
    private final EarnBacks earnBacks;
    private final Agreements agreements;
    private final CreditDecisions decisions;
    private final GrantCredit grant;
    private final ProposeCredits propose;
    private final CreditSettings settings;
    private final TimeSource time;

    /** Where the look at what is held stands; a look that starts anew elsewhere is only a look too many. */
    private volatile Optional<Credit> lookedAt = Optional.empty();

    private volatile Instant lastLook = Instant.EPOCH;

    SettleCredits(
            Credits credits,
            VerdictRows verdicts,
            EarnBacks earnBacks,
            Agreements agreements,
            CreditDecisions decisions,
            GrantCredit grant,
            ProposeCredits propose,
            CreditSettings settings,
            TimeSource time) {
        this.credits = credits;
        this.verdicts = verdicts;
        this.earnBacks = earnBacks;
        this.agreements = agreements;
        this.decisions = decisions;
        this.grant = grant;
        this.propose = propose;
        this.settings = settings;
        this.time = time;
    }

    /** The verdict is final from now on: so its credit is due, or held, and those before it may be earned back by it. */
    void settled(StoredVerdict stored) {
        credits.ofVerdict(stored.id())
                .filter(credit -> credit.state() == Credit.State.PROPOSED
                        && credit.amount().signum() > 0)
                .ifPresent(credit -> {
                    if (mayBeEarnedBack(credit)) {
                        credits.move(credit.id(), Credit.State.HELD, null, time.now());
                    } else {
                        release(credit);
                    }
                });
        credits.held(stored.verdict().version().agreement(), stored.verdict().term())
                .forEach(this::look);
    }

    /** Looks at some of what is held, the next time at others; and at all that nobody has claimed in time. */
    @Transactional
    public void due() {
        Instant now = time.now();
        if (Duration.between(lastLook, now).abs().compareTo(BETWEEN_LOOKS) >= 0) {
            lookAtSome();
            lastLook = now;
        }
        List<Credit> late = credits.notClaimed(now, BATCH);
        while (!late.isEmpty()) {
            late.forEach(credit -> credits.move(credit.id(), Credit.State.LAPSED, null, now));
            late = credits.notClaimed(now, BATCH);
        }
    }

    private void lookAtSome() {
        List<Credit> held = credits.heldAfter(lookedAt, BATCH);
        held.forEach(this::look);
        lookedAt = held.size() < BATCH ? Optional.empty() : Optional.of(held.get(held.size() - 1));
    }

    private void release(Credit credit) {
        if (credit.amount().compareTo(settings.decideAbove()) > 0) {
            decisions.ask(credit);
        } else {
            grant.grant(credit);
        }
    }

    private void look(Credit held) {
        switch (verdicts.find(held.verdict()).map(earnBacks::decide).orElse(EarnBack.HOLD)) {
            case HOLD -> {}
            // with all others of the agreement, which get what it leaves of the caps
            case CANCEL -> propose.propose(held.version().agreement());
            case ISSUE -> release(held);
        }
    }

    private boolean mayBeEarnedBack(Credit credit) {
        return agreements
                .get(credit.version())
                .document()
                .spec()
                .term(credit.term())
                .map(Term::credit)
                .map(Term.CreditClause::earnBack)
                .isPresent();
    }
}
