package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Term.Chronic;
import io.surety.evaluation.credit.ChronicClause;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The final periods of a term, one after another, and those with which its chronic clause is met. A period without a final
 * verdict takes its place and is below nothing; of a period that a change of version splits, the lowest part counts. Each of
 * its versions has its own clause there, which looks at the parts up to its own: an amendment does not end what was met
 * before it.
 */
final class FailedPeriods {

    private final List<Place> places;
    private final List<Optional<Ratio>> lowest;
    private final Function<VersionRef, Optional<Chronic>> clause;

    /**
     * @param settled final and restated verdicts of one term and target, at least one
     * @param calendar of a version that has the term
     * @param clause of a version, as it agreed on the term; empty if it has none
     */
    FailedPeriods(
            List<StoredVerdict> settled,
            TermPeriodsInTurn periods,
            Periods calendar,
            Function<VersionRef, Optional<Chronic>> clause) {
        Map<Interval, List<StoredVerdict>> byPeriod = settled.stream()
                .sorted(Comparator.comparing(FailedPeriods::part))
                .collect(Collectors.groupingBy(v -> v.verdict().period().period()));
        this.places = periods.touching(hull(settled), calendar).stream()
                .map(period -> new Place(period, byPeriod.getOrDefault(period, List.of())))
                .toList();
        this.lowest = places.stream().map(place -> lowest(place.parts())).toList();
        this.clause = clause;
    }

    /** @param parts final verdicts of it, one for each version that holds in it, in order */
    private record Place(Interval period, List<StoredVerdict> parts) {}

    /** A period with which the clause is met; consecutive ones are one run. */
    record Met(Interval period, VersionRef version, Chronic clause, List<Interval> missed) {}

    /** The runs of periods with which the clause is met. */
    List<List<Met>> runs() {
        List<List<Met>> runs = new ArrayList<>();
        boolean going = false;
        for (int i = 0; i < places.size(); i++) {
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

    /** By the last of its versions, or else by one before it. */
    private Optional<Met> met(int place) {
        List<StoredVerdict> parts = places.get(place).parts();
        if (parts.isEmpty()) {
            return spokeBefore(place).flatMap(version -> met(place, version, Optional.empty()));
        }
        return IntStream.iterate(parts.size(), to -> to > 0, to -> to - 1)
                .mapToObj(to -> met(place, parts.get(to - 1).verdict().version(), lowest(parts.subList(0, to))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Met> met(int place, VersionRef version, Optional<Ratio> value) {
        List<Optional<Ratio>> values = new ArrayList<>(lowest.subList(0, place));
        values.add(value);
        return clause.apply(version)
                .filter(agreed -> ChronicClause.isMet(agreed, values))
                .map(agreed -> new Met(places.get(place).period(), version, agreed, missed(agreed, values)));
    }

    private Optional<VersionRef> spokeBefore(int place) {
        return IntStream.iterate(place - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(i -> places.get(i).parts())
                .filter(parts -> !parts.isEmpty())
                .map(parts -> parts.get(parts.size() - 1).verdict().version())
                .findFirst();
    }

    private List<Interval> missed(Chronic agreed, List<Optional<Ratio>> values) {
        return Stream.iterate(Math.max(0, values.size() - agreed.of()), i -> i < values.size(), i -> i + 1)
                .filter(i -> values.get(i)
                        .filter(value -> value.compareTo(agreed.below()) < 0)
                        .isPresent())
                .map(i -> places.get(i).period())
                .toList();
    }

    private static Optional<Ratio> lowest(List<StoredVerdict> parts) {
        return parts.stream()
                .map(part -> part.verdict().share())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static Interval hull(List<StoredVerdict> settled) {
        List<Interval> parts = settled.stream().map(FailedPeriods::part).toList();
        Instant from = parts.stream()
                .map(Interval::from)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to =
                parts.stream().map(Interval::to).max(Comparator.naturalOrder()).orElseThrow();
        return new Interval(from, to);
    }

    private static Interval part(StoredVerdict settled) {
        return settled.verdict().period().part();
    }
}
