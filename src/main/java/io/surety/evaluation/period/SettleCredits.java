package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.Term;
import io.surety.evaluation.credit.EarnBack;
import io.surety.shared.StoreFailure;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of a proposed credit once its verdict is final: held, decided, claimed, issued, lapsed. Whatever may touch
 * several credits of an agreement is done under {@link Publications#lock}, as where verdicts are judged, so that no two
 * wait for each other.
 */
@Component
class SettleCredits {

    private static final Logger LOG = LoggerFactory.getLogger(SettleCredits.class);
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
    private final Publications publications;
    private final TimeSource time;
    private final TransactionTemplate transaction;

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
            Publications publications,
            TimeSource time,
            TransactionTemplate transaction) {
        this.credits = credits;
        this.verdicts = verdicts;
        this.earnBacks = earnBacks;
        this.agreements = agreements;
        this.decisions = decisions;
        this.grant = grant;
        this.propose = propose;
        this.settings = settings;
        this.publications = publications;
        this.time = time;
        this.transaction = transaction;
    }

    /**
     * The verdict is final from now on: so its credit is due, or held, and those before it may be earned back by it. The
     * caller holds {@link Publications#lock}.
     */
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
        String term = stored.verdict().term();
        look(credits.held(stored.verdict().version().agreement()).stream()
                .filter(credit -> credit.term().equals(term))
                .toList());
    }

    /**
     * Looks at some of what is held, the next time at others; and at all that nobody has claimed in time.
     *
     * @param stop asked between two agreements; the rest stays held
     */
    void due(BooleanSupplier stop) {
        Instant now = time.now();
        if (Duration.between(lastLook, now).abs().compareTo(BETWEEN_LOOKS) >= 0) {
            lookAtSome(stop);
            lastLook = now;
        }
        if (stop.getAsBoolean()) {
            return;
        }
        transaction.executeWithoutResult(status -> lapse(now));
    }

    /** Finds without a lock what there is to do, which is seldom anything, and does it for one agreement after another. */
    private void lookAtSome(BooleanSupplier stop) {
        List<Credit> held = credits.heldAfter(lookedAt, BATCH);
        Map<String, List<Credit>> byAgreement = held.stream()
                .collect(Collectors.groupingBy(
                        credit -> credit.version().agreement(), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Credit>> one : byAgreement.entrySet()) {
            if (stop.getAsBoolean()) {
                return;
            }
            lookAt(one.getKey(), one.getValue());
        }
        lookedAt = held.size() < BATCH ? Optional.empty() : Optional.of(held.get(held.size() - 1));
    }

    /** What fails hinders no other agreement; its credits stay held, and are found again by the next look at them. */
    private void lookAt(String agreement, List<Credit> held) {
        try {
            if (held.stream().anyMatch(credit -> decide(credit) != EarnBack.HOLD)) {
                transaction.executeWithoutResult(status -> {
                    publications.lock();
                    look(credits.held(agreement));
                });
            }
        } catch (RuntimeException e) {
            if (StoreFailure.hindersAll(e)) {
                throw e;
            }
            LOG.error("What is held of {} cannot be looked at; tried again when its turn comes", agreement, e);
        }
    }

    private void lapse(Instant now) {
        List<Credit> late = credits.notClaimed(now, BATCH);
        while (!late.isEmpty()) {
            late.forEach(credit -> credits.move(credit.id(), Credit.State.LAPSED, null, now));
            late = credits.notClaimed(now, BATCH);
        }
    }

    private void release(Credit credit) {
        if (credit.amount().compareTo(settings.decideAbove()) > 0) {
            decisions.ask(credit);
        } else {
            grant.grant(credit);
        }
    }

    /** What is earned back leaves of the caps to the others: so these are issued after it, and as they are then. */
    private void look(List<Credit> held) {
        Map<EarnBack, List<Credit>> decided = held.stream().collect(Collectors.groupingBy(this::decide));
        decided.getOrDefault(EarnBack.CANCEL, List.of()).stream()
                .map(credit -> credit.version().agreement())
                .distinct()
                .forEach(propose::propose);
        decided.getOrDefault(EarnBack.ISSUE, List.of()).stream()
                .map(credit -> credits.lock(credit.id()))
                .filter(credit -> credit.state() == Credit.State.HELD)
                .forEach(this::release);
    }

    private EarnBack decide(Credit held) {
        return verdicts.find(held.verdict()).map(earnBacks::decide).orElse(EarnBack.HOLD);
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
