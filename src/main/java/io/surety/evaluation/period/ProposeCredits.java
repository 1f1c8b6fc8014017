package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.credit.ComputeCredits;
import io.surety.evaluation.credit.ContractPart;
import io.surety.evaluation.credit.CreditCase;
import io.surety.evaluation.credit.CreditLine;
import io.surety.evaluation.credit.EarnBack;
import io.surety.evaluation.credit.Exact;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Works out what an agreement's verdicts owe, of all its versions, all together, because caps and stacking make one credit
 * depend on another. An amount that was issued is not touched: a difference is a restatement, about which a person decides.
 */
@Component
class ProposeCredits {

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Boolean> clauses = new ConcurrentHashMap<>();
    private final Agreements agreements;
    private final VerdictRows verdicts;
    private final Credits credits;
    private final EarnBacks earnBacks;
    private final CreditDecisions decisions;
    private final TimeSource time;

    ProposeCredits(
            Agreements agreements,
            VerdictRows verdicts,
            Credits credits,
            EarnBacks earnBacks,
            CreditDecisions decisions,
            TimeSource time) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.credits = credits;
        this.earnBacks = earnBacks;
        this.decisions = decisions;
        this.time = time;
    }

    /** Whether its term has a credit clause: nothing else is owed for it, or was. What a content says never changes. */
    boolean mayConcern(StoredVerdict stored) {
        Verdict verdict = stored.verdict();
        if (clauses.size() >= MOST_REMEMBERED) {
            clauses.clear();
        }
        return clauses.computeIfAbsent(
                stored.documentHash().hex() + " " + verdict.term(),
                key -> agreements.get(verdict.version()).document().spec().term(verdict.term()).stream()
                        .anyMatch(term -> term.credit() != null));
    }

    /** The caller holds {@link Publications#lock}. */
    void propose(String agreement) {
        List<Credit> before = credits.lock(agreement);
        List<Version> versions = agreements.activated(agreement).stream()
                .sorted(Comparator.comparing(version -> version.validity().from()))
                .toList();
        Map<String, StoredVerdict> violated = verdicts.violated(agreement).stream()
                .filter(one -> !isEarnedBack(one, versions))
                .collect(Collectors.toMap(
                        one -> CreditCases.key(one.verdict()), Function.identity(), (a, b) -> a, LinkedHashMap::new));
        List<CreditCase> cases = violated.values().stream()
                .flatMap(one -> creditCase(one.verdict(), versions).stream())
                .toList();
        List<ContractPart> parts = versions.stream().map(CreditCases::part).toList();
        Map<UUID, CreditLine> owed = ComputeCredits.of(parts, cases).stream()
                .collect(Collectors.toMap(line -> violated(violated, line).id(), Function.identity()));
        owed.values().forEach(line -> propose(violated(violated, line), line));
        before.stream().filter(credit -> !owed.containsKey(credit.verdict())).forEach(this::nothingOwed);
    }

    private static StoredVerdict violated(Map<String, StoredVerdict> violated, CreditLine line) {
        StoredVerdict stored = violated.get(line.key());
        if (stored == null) {
            throw new IllegalStateException("a credit belongs to a violated verdict: " + line.key());
        }
        return stored;
    }

    private static Optional<CreditCase> creditCase(Verdict verdict, List<Version> versions) {
        return versions.stream()
                .filter(version -> version.ref().equals(verdict.version()))
                .findFirst()
                .flatMap(version -> CreditCases.of(verdict, version.document().spec()));
    }

    private void propose(StoredVerdict stored, CreditLine line) {
        BigDecimal amount = line.owed().getNumber().numberValueExact(BigDecimal.class);
        Optional<Credit> before = credits.ofVerdict(stored.id());
        if (amount.signum() == 0) {
            before.ifPresent(this::nothingOwed);
        } else if (before.isEmpty()) {
            String currency = line.owed().getCurrency().getCurrencyCode();
            Credit credit = proposed(stored, currency, amount, working(line), time.now());
            credits.insert(credit);
            askIfRestated(stored, credit);
        } else if (before.get().amount().compareTo(amount) != 0) {
            revalue(stored, before.get(), amount, line);
        }
    }

    private void revalue(StoredVerdict stored, Credit credit, BigDecimal amount, CreditLine line) {
        Instant now = time.now();
        credits.revalue(credit.id(), amount, working(line), now);
        if (credit.state() == Credit.State.CANCELLED) {
            credits.move(credit.id(), Credit.State.PROPOSED, null, now);
            askIfRestated(stored, credits.get(credit.id()));
        } else if (!credit.state().isOpen()) {
            decisions.ask(credits.get(credit.id()));
        }
    }

    /** By periods that are final, and may be restated like any other. Nothing is owed for it, so it uses nothing up. */
    private boolean isEarnedBack(StoredVerdict stored, List<Version> versions) {
        return stored.isSettled() && earnBacks.decide(stored, versions) == EarnBack.CANCEL;
    }

    /** What is owed only because a final verdict was restated is never issued without a person. */
    private void askIfRestated(StoredVerdict stored, Credit credit) {
        if (stored.isSettled()) {
            decisions.ask(credit);
        }
    }

    /** No violation, nothing left by the caps, or earned back. */
    private void nothingOwed(Credit credit) {
        if (credit.amount().signum() == 0) {
            return;
        }
        Instant now = time.now();
        credits.revalue(credit.id(), BigDecimal.ZERO, credit.working(), now);
        boolean neverIssued = credit.state() == Credit.State.LAPSED || credit.state() == Credit.State.REFUSED;
        if (credit.state().isOpen() || neverIssued) {
            credits.move(credit.id(), Credit.State.CANCELLED, null, now);
        } else {
            decisions.ask(credits.get(credit.id()));
        }
    }

    private static Credit proposed(
            StoredVerdict stored, String currency, BigDecimal amount, String working, Instant now) {
        Verdict verdict = stored.verdict();
        return new Credit(
                UUID.randomUUID(),
                stored.id(),
                verdict.version(),
                verdict.term(),
                verdict.target(),
                verdict.period().period(),
                currency,
                amount,
                working,
                Credit.State.PROPOSED,
                Optional.empty(),
                now);
    }

    /** Each step to four digits, for people; the exact fractions follow from the documents. */
    private static String working(CreditLine line) {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("base", text(line.base()));
        line.percent().ifPresent(share -> steps.put("percent", share.toPercentText(2)));
        steps.put("exact", text(line.exact()));
        steps.put("stacked", text(line.stacked()));
        steps.put("afterMonthCap", text(line.afterMonthCap()));
        steps.put("afterYearCap", text(line.afterYearCap()));
        steps.put(
                "owed",
                line.owed().getNumber().numberValueExact(BigDecimal.class).toPlainString());
        return Columns.json(steps);
    }

    private static String text(Exact amount) {
        return amount.value().toDecimal(4, RoundingMode.HALF_UP).toPlainString();
    }
}
