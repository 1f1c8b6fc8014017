package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.Term;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.credit.EarnBack;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a proposed credit once its verdict is final: held, decided, claimed, issued, lapsed. */
@Component
class SettleCredits {

    private static final int BATCH = 50;

    private final Credits credits;
    private final VerdictRows verdicts;
    private final Agreements agreements;
    private final CreditDecisions decisions;
    private final GrantCredit grant;
    private final CreditSettings settings;
    private final TimeSource time;

    SettleCredits(
            Credits credits,
            VerdictRows verdicts,
            Agreements agreements,
            CreditDecisions decisions,
            GrantCredit grant,
            CreditSettings settings,
            TimeSource time) {
        this.credits = credits;
        this.verdicts = verdicts;
        this.agreements = agreements;
        this.decisions = decisions;
        this.grant = grant;
        this.settings = settings;
        this.time = time;
    }

    /** The verdict is final from now on. */
    void settled(StoredVerdict stored) {
        credits.ofVerdict(stored.id())
                .filter(credit -> credit.state() == Credit.State.PROPOSED
                        && credit.amount().signum() > 0)
                .ifPresent(credit -> {
                    if (earnBack(credit).isPresent()) {
                        credits.move(credit.id(), Credit.State.HELD, null, time.now());
                    } else {
                        release(credit);
                    }
                });
    }

    /** Looks at what is held, and at what nobody has claimed in time. */
    @Transactional
    public void due() {
        credits.lock(Credit.State.HELD, BATCH).forEach(this::earnedBack);
        Instant now = time.now();
        credits.lock(Credit.State.CLAIMABLE, BATCH).stream()
                .filter(credit -> credit.claimUntil()
                        .filter(until -> !now.isBefore(until))
                        .isPresent())
                .forEach(credit -> credits.move(credit.id(), Credit.State.LAPSED, null, now));
    }

    private void release(Credit credit) {
        if (credit.amount().compareTo(settings.decideAbove()) > 0) {
            decisions.ask(credit);
        } else {
            grant.grant(credit);
        }
    }

    private void earnedBack(Credit credit) {
        int periods = earnBack(credit).map(Term.EarnBack::periods).orElse(0);
        switch (EarnBack.decide(periods, following(credit))) {
            case HOLD -> {}
            case CANCEL -> credits.move(credit.id(), Credit.State.CANCELLED, null, time.now());
            case ISSUE -> release(credit);
        }
    }

    private Optional<Term.EarnBack> earnBack(Credit credit) {
        return agreements
                .get(credit.version())
                .document()
                .spec()
                .term(credit.term())
                .map(Term::credit)
                .map(Term.CreditClause::earnBack);
    }

    /** Final verdicts of the same term and target in the periods after, of whatever version, in order. */
    private List<VerdictValue> following(Credit credit) {
        return verdicts
                .after(
                        credit.version().agreement(),
                        credit.term(),
                        credit.target(),
                        credit.period().to())
                .stream()
                .takeWhile(JudgePeriod::isSettled)
                .map(stored -> stored.verdict().value())
                .toList();
    }
}
