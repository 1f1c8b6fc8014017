package io.surety.evaluation.verdict;

import static io.surety.evaluation.ledger.AccountLabel.BAD;
import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.NOT_COUNTED;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.agreement.Version;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.Conformance;
import io.surety.agreement.document.Term.Tolerance;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Judges a {@code duration} term in a part-period, over the clocks that are decided in it. Pure. */
public final class JudgeDuration {

    private final Version version;
    private final Term term;
    private final PartPeriod period;
    private final List<ClockView> clocks;

    /**
     * @param clocks of this version and term, at least those decided, cancelled or ended in the part-period (of the last
     *     one: or after it) and those started in {@link #startsNeeded}; others are left out
     */
    public JudgeDuration(Version version, Term term, PartPeriod period, List<ClockView> clocks) {
        this.version = version;
        this.term = term;
        this.period = period;
        this.clocks = List.copyOf(clocks);
    }

    /** Which calendar periods the term is judged in; a month where it says neither conformance nor tolerance. */
    public static Per per(Term term) {
        if (term.conformance() != null) {
            return term.conformance().per();
        }
        return tolerance(term).per();
    }

    /** Where clocks must be known that started, for the condition on the number of items. */
    public static Interval startsNeeded(Version version, Term term, PartPeriod period) {
        return ItemCondition.needed(version, term, period);
    }

    /** One verdict for the term, or one for each target in their order. */
    public List<Verdict> judge() {
        Conformance conformance = term.conformance();
        if (conformance != null && conformance.by() == Conformance.By.TARGET) {
            return term.targets().stream().map(t -> judge(Optional.of(t.id()))).toList();
        }
        return List.of(judge(Optional.empty()));
    }

    private Verdict judge(Optional<String> target) {
        List<ClockView> taken = clocks.stream()
                .filter(c -> target.isEmpty() || c.target().equals(target.get()))
                .filter(c -> countsAt(c).map(period::takes).orElse(false))
                .toList();
        Account account = new Account(
                Ratio.of(taken.size(), 1),
                taken.stream().map(JudgeDuration::entry).toList());
        Optional<Ratio> share = share(account);
        Optional<Ratio> completeness = completeness(account);
        Optional<NotDetermined> reason = reason(account, share, completeness);
        int count = reason.isPresent() ? 0 : count(account, share);
        VerdictValue value = reason.isPresent()
                ? VerdictValue.NOT_DETERMINED
                : count > 0 ? VerdictValue.VIOLATED : VerdictValue.FULFILLED;
        List<Long> elapsed = clocks.stream()
                .filter(c -> target.isEmpty() || c.target().equals(target.get()))
                .filter(c -> c.notCounted().isEmpty() && !c.uncertain())
                .filter(c -> c.stoppedAt().map(period::takes).orElse(false))
                .map(ClockView::elapsedMillis)
                .toList();
        return new Verdict(
                version.ref(),
                term.id(),
                target,
                period,
                value,
                reason,
                share,
                completeness,
                count,
                Percentiles.of(elapsed),
                account);
    }

    private static Optional<Instant> countsAt(ClockView clock) {
        return clock.notCounted().isPresent()
                ? clock.stoppedAt()
                : clock.decision().map(Decision::at);
    }

    private static AccountEntry entry(ClockView clock) {
        AccountLabel label;
        String why;
        if (clock.notCounted().isPresent()) {
            label = NOT_COUNTED;
            why = clock.notCounted().get();
        } else if (clock.uncertain()) {
            label = UNKNOWN;
            why = clock.item().source();
        } else {
            label = clock.decision().orElseThrow().met() ? GOOD : BAD;
            why = label == GOOD
                    ? null
                    : "late since " + clock.decision().orElseThrow().at();
        }
        return new AccountEntry(
                clock.id().toString(),
                clock.item().toString(),
                countsAt(clock).orElseThrow(),
                label,
                why,
                Ratio.ONE,
                "/api/clocks/" + clock.id() + "/ledger");
    }

    private Optional<Ratio> share(Account account) {
        Ratio good = account.sum(GOOD);
        Ratio judged = good.plus(account.sum(BAD));
        Ratio unknown = account.sum(UNKNOWN);
        switch (term.noData()) {
            case GOOD -> {
                good = good.plus(unknown);
                judged = judged.plus(unknown);
            }
            case BAD -> judged = judged.plus(unknown);
            case EXCLUDE -> {
                // Unknown ones are in neither sum.
            }
        }
        return judged.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(good.dividedBy(judged));
    }

    private static Optional<Ratio> completeness(Account account) {
        Ratio known = account.sum(GOOD).plus(account.sum(BAD));
        Ratio expected = known.plus(account.sum(UNKNOWN));
        return expected.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(known.dividedBy(expected));
    }

    private Optional<NotDetermined> reason(Account account, Optional<Ratio> share, Optional<Ratio> completeness) {
        if (!conditionHolds()) {
            return Optional.of(NotDetermined.CONDITION_FALSE);
        }
        boolean judgedAnyway = term.noData() == Term.NoData.BAD;
        if (share.isEmpty()
                || (completeness.filter(c -> c.compareTo(Ratio.ZERO) > 0).isEmpty() && !judgedAnyway)) {
            return Optional.of(NotDetermined.NO_DATA);
        }
        if (!judgedAnyway && completeness.orElseThrow().compareTo(term.completeness()) < 0) {
            return Optional.of(NotDetermined.BELOW_COMPLETENESS);
        }
        long events = account.count(GOOD)
                + account.count(BAD)
                + (term.noData() == Term.NoData.EXCLUDE ? 0 : account.count(UNKNOWN));
        return events < term.minimumEvents() ? Optional.of(NotDetermined.BELOW_MINIMUM_EVENTS) : Optional.empty();
    }

    /** Under a tolerance: the full groups of breaches; a rest does not carry over. */
    private int count(Account account, Optional<Ratio> share) {
        Conformance conformance = term.conformance();
        if (conformance != null) {
            return share.orElseThrow().compareTo(conformance.atLeast()) < 0 ? 1 : 0;
        }
        long breaches = account.count(BAD) + (term.noData() == Term.NoData.BAD ? account.count(UNKNOWN) : 0);
        return Math.toIntExact(breaches / tolerance(term).breaches());
    }

    private static Tolerance tolerance(Term term) {
        return Objects.requireNonNullElse(term.tolerance(), new Tolerance(1, Per.MONTH));
    }

    /** Over the items whose clocks started in each period of the condition. */
    private boolean conditionHolds() {
        return ItemCondition.holds(version, term, period, p -> clocks.stream()
                .filter(c -> p.contains(c.startedAt()) && counts(c))
                .map(ClockView::item)
                .distinct()
                .count());
    }

    /** A reclassified item is still there, under its other target; a merged or deleted one is not. */
    private static boolean counts(ClockView clock) {
        return clock.notCounted()
                .map(r -> r.equals("reclassified") || r.equals("ended") || r.equals("terminated"))
                .orElse(true);
    }
}
