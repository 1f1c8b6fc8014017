package io.surety.evaluation.volume;

import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.NOT_COUNTED;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.Subset;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.NoData;
import io.surety.agreement.document.Term.PeriodTarget;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.availability.Spans;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.verdict.ItemCondition;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a {@code volume} term in a part-period: accepted over committed for each subset, and Σ nᵢvᵢ / Σ cᵢvᵢ weighted by
 * value (domain, 4). Each of these shares has a verdict of its own, with the account of the items it counts; a share may
 * exceed one. Pure.
 */
final class JudgeVolume {

    private final Version version;
    private final Term term;
    private final VolumeMeasure measure;
    private final PeriodTarget target;
    private final PartPeriod period;
    private final ServiceCalendar calendar;
    private final List<Delivered> all;
    private final List<Delivered> taken;
    private final Instant known;

    /**
     * @param calendar of the target, by whose business days commitments are pro-rated
     * @param delivered under this version and term, in the part-period and in the periods of its condition
     * @param known until when the source is known
     */
    JudgeVolume(
            Version version,
            Term term,
            PartPeriod period,
            ServiceCalendar calendar,
            List<Delivered> delivered,
            Instant known) {
        this.version = version;
        this.term = term;
        this.measure = (VolumeMeasure) term.measure();
        this.target = Objects.requireNonNull(term.target(), "lint has made sure that a volume has a target");
        this.period = period;
        this.calendar = calendar;
        this.all = List.copyOf(delivered);
        this.taken =
                delivered.stream().filter(d -> period.part().contains(d.at())).toList();
        this.known = known;
    }

    /** One verdict for each subset in their order, where {@code each} is asked for; then the weighted one. */
    List<Verdict> judge() {
        List<Verdict> verdicts = new ArrayList<>();
        Ratio each = target.each();
        if (each != null) {
            for (Subset subset : measure.subsets()) {
                verdicts.add(verdict(subset.id(), each, count(subset)));
            }
        }
        Ratio weighted = target.weighted();
        if (weighted != null) {
            verdicts.add(verdict(VolumeMeasure.WEIGHTED, weighted, weigh()));
        }
        return verdicts;
    }

    private Account count(Subset subset) {
        List<Delivered> of = taken.stream()
                .filter(d -> d.subset().filter(subset.id()::equals).isPresent())
                .toList();
        Ratio committed = Ratio.of(subset.committed(), 1).times(partOfPeriod());
        return account(of, d -> Ratio.ONE, committed);
    }

    private Account weigh() {
        Map<String, Ratio> values =
                measure.subsets().stream().collect(Collectors.toMap(Subset::id, JudgeVolume::value));
        Ratio committed = measure.subsets().stream()
                .map(s -> Ratio.of(s.committed(), 1).times(value(s)))
                .reduce(Ratio.ZERO, Ratio::plus)
                .times(partOfPeriod());
        return account(taken, d -> d.subset().map(values::get).orElse(Ratio.ZERO), committed);
    }

    private static Ratio value(Subset subset) {
        BigDecimal value = subset.value();
        return value == null ? Ratio.ZERO : Ratio.of(value);
    }

    /**
     * Which share of a whole period's commitment is owed: by business days, and not those that end in a suspension. Zero
     * if the period has none.
     */
    private Ratio partOfPeriod() {
        Interval whole = period.period();
        long days = calendar.businessDays(whole.from(), whole.to());
        long owed = Spans.gaps(period.part(), version.suspensions()).stream()
                .mapToLong(span -> calendar.businessDays(span.from(), span.to()))
                .sum();
        return days == 0 ? Ratio.ZERO : Ratio.of(owed, days);
    }

    private Account account(List<Delivered> items, Function<Delivered, Ratio> weight, Ratio committed) {
        Ratio inputs = items.stream().map(weight).reduce(Ratio.ZERO, Ratio::plus);
        return new Account(
                inputs,
                committed,
                items.stream().map(d -> entry(d, weight.apply(d))).toList());
    }

    private AccountEntry entry(Delivered delivered, Ratio weight) {
        AccountLabel label;
        @Nullable String why;
        if (delivered.uncertain()) {
            label = UNKNOWN;
            why = delivered.item().source();
        } else if (delivered.notCounted().isPresent()) {
            label = NOT_COUNTED;
            why = delivered.notCounted().get();
        } else if (delivered.subset().isEmpty()) {
            label = NOT_COUNTED;
            why = "no-subset";
        } else {
            label = GOOD;
            why = null;
        }
        String item = delivered.item().toString();
        return new AccountEntry(item, item, delivered.at(), label, why, weight, null);
    }

    private Verdict verdict(String about, Ratio goal, Account account) {
        Ratio committed = Objects.requireNonNull(account.committed());
        Ratio reached = term.noData() == NoData.GOOD ? account.sum(GOOD).plus(account.sum(UNKNOWN)) : account.sum(GOOD);
        Optional<Ratio> share =
                committed.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(reached.dividedBy(committed));
        Ratio completeness = completeness(account);
        Optional<NotDetermined> reason = reason(share, completeness);
        boolean violated = reason.isEmpty() && share.orElseThrow().compareTo(goal) < 0;
        return new Verdict(
                version.ref(),
                term.id(),
                Optional.of(about),
                period,
                reason.isPresent()
                        ? VerdictValue.NOT_DETERMINED
                        : violated ? VerdictValue.VIOLATED : VerdictValue.FULFILLED,
                reason,
                share,
                Optional.of(completeness),
                violated ? 1 : 0,
                Optional.empty(),
                account);
    }

    /** The lesser of the share of the time up to which the source is known, and of the items that are. */
    private Ratio completeness(Account account) {
        Ratio time = Ratio.of(
                Spans.between(
                                period.part().from(),
                                known.isBefore(period.part().to())
                                        ? known
                                        : period.part().to())
                        .map(Interval::millis)
                        .orElse(0L),
                period.part().millis());
        long unknown = account.count(UNKNOWN);
        long items = account.entries().size();
        Ratio sure = items == 0 ? Ratio.ONE : Ratio.of(items - unknown, items);
        return sure.compareTo(time) < 0 ? sure : time;
    }

    private Optional<NotDetermined> reason(Optional<Ratio> share, Ratio completeness) {
        if (!ItemCondition.holds(version, term, period, this::itemsIn)) {
            return Optional.of(NotDetermined.CONDITION_FALSE);
        }
        if (share.isEmpty()) {
            return Optional.of(NotDetermined.NO_SERVICE_TIME);
        }
        if (term.noData() == NoData.BAD) {
            return Optional.empty();
        }
        if (completeness.equals(Ratio.ZERO)) {
            return Optional.of(NotDetermined.NO_DATA);
        }
        return completeness.compareTo(term.completeness()) < 0
                ? Optional.of(NotDetermined.BELOW_COMPLETENESS)
                : Optional.empty();
    }

    private long itemsIn(Interval span) {
        return all.stream()
                .filter(d -> span.contains(d.at()) && d.notCounted().isEmpty())
                .map(Delivered::item)
                .distinct()
                .count();
    }
}
