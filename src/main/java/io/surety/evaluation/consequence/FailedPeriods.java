package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Term.Chronic;
import io.surety.evaluation.credit.ChronicClause;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The final periods of a term, one after another, and those with which its chronic clause is met. A period without a final
 * verdict takes its place and is below nothing; of a period that a change of version splits, the lowest part counts.
 */
final class FailedPeriods {

    private final List<Interval> periods = new ArrayList<>();
    private final List<Optional<Ratio>> values = new ArrayList<>();
    private final List<Optional<Chronic>> clauses = new ArrayList<>();
    private final List<VersionRef> versions = new ArrayList<>();

    /**
     * @param settled final and restated verdicts of one term and target, at least one
     * @param clause of a version, as it agreed on the term; empty if it has none
     */
    FailedPeriods(List<StoredVerdict> settled, Periods calendar, Function<VersionRef, Optional<Chronic>> clause) {
        Map<Interval, List<StoredVerdict>> byPeriod = settled.stream()
                .collect(Collectors.groupingBy(
                        v -> v.verdict().period().period(),
                        () -> new TreeMap<>(Comparator.comparing(Interval::from)),
                        Collectors.toList()));
        Interval last = settled.get(settled.size() - 1).verdict().period().period();
        VersionRef version = settled.get(0).verdict().version();
        Interval period = settled.get(0).verdict().period().period();
        while (period.from().isBefore(last.to())) {
            List<StoredVerdict> parts = byPeriod.getOrDefault(period, List.of());
            if (!parts.isEmpty()) {
                version = parts.get(parts.size() - 1).verdict().version();
            }
            periods.add(period);
            versions.add(version);
            clauses.add(clause.apply(version));
            values.add(parts.stream()
                    .map(part -> part.verdict().share())
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder()));
            period = calendar.after(period);
        }
    }

    /** A period with which the clause is met; consecutive ones are one run. */
    record Met(Interval period, VersionRef version, Chronic clause, List<Interval> missed) {}

    /** The runs of periods with which the clause is met. */
    List<List<Met>> runs() {
        List<List<Met>> runs = new ArrayList<>();
        boolean going = false;
        for (int i = 0; i < periods.size(); i++) {
            Optional<Met> met = met(i);
            if (met.isPresent()) {
                if (!going) {
                    runs.add(new ArrayList<>());
                }
                runs.get(runs.size() - 1).add(met.get());
            }
            going = met.isPresent();
        }
        return runs;
    }

    private Optional<Met> met(int last) {
        return clauses.get(last)
                .filter(clause -> ChronicClause.isMet(clause, values.subList(0, last + 1)))
                .map(clause -> new Met(periods.get(last), versions.get(last), clause, missed(clause, last)));
    }

    private List<Interval> missed(Chronic clause, int last) {
        return Stream.iterate(Math.max(0, last + 1 - clause.of()), i -> i <= last, i -> i + 1)
                .filter(i -> values.get(i)
                        .filter(value -> value.compareTo(clause.below()) < 0)
                        .isPresent())
                .map(periods::get)
                .toList();
    }
}
