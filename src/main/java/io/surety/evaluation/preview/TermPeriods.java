package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A term, as it is and as it would be, with the part-periods of one version in which it is looked at.
 *
 * @param before the term in the version that was in force; null if it had none, or if none was
 * @param after the term in the proposed content; null if it has none
 */
record TermPeriods(
        Assumption of,
        String id,
        @Nullable Term before,
        @Nullable Term after,
        List<PartPeriod> partsBefore,
        List<PartPeriod> partsAfter) {

    /** The last calendar periods of each term that have ended, in the order of the documents. */
    static List<TermPeriods> of(List<Assumption> assumptions, int periods, Instant now) {
        List<TermPeriods> all = new ArrayList<>();
        for (String id : ids(assumptions)) {
            Set<Interval> before = last(parts(assumptions, id, false, now), periods);
            Set<Interval> after = last(parts(assumptions, id, true, now), periods);
            for (Assumption of : assumptions) {
                all.add(new TermPeriods(
                        of,
                        id,
                        term(of.actual(), id),
                        term(of.assumed(), id),
                        kept(ended(of.actual(), id, now), before),
                        kept(ended(of.assumed(), id, now), after)));
            }
        }
        return all;
    }

    private static Set<String> ids(List<Assumption> assumptions) {
        Set<String> ids = new LinkedHashSet<>();
        assumptions.forEach(a -> add(ids, a.assumed()));
        assumptions.forEach(a -> add(ids, a.actual()));
        return ids;
    }

    private static void add(Set<String> ids, @Nullable Version version) {
        if (version != null) {
            version.document().spec().terms().forEach(term -> ids.add(term.id()));
        }
    }

    private static List<PartPeriod> parts(List<Assumption> assumptions, String id, boolean assumed, Instant now) {
        return assumptions.stream()
                .flatMap(a -> ended(assumed ? a.assumed() : a.actual(), id, now).stream())
                .toList();
    }

    private static Set<Interval> last(Collection<PartPeriod> parts, int periods) {
        TreeSet<Interval> sorted = new TreeSet<>();
        parts.forEach(part -> sorted.add(part.period()));
        while (sorted.size() > periods) {
            sorted.pollFirst();
        }
        return sorted;
    }

    private static List<PartPeriod> kept(List<PartPeriod> parts, Set<Interval> periods) {
        return parts.stream().filter(part -> periods.contains(part.period())).toList();
    }

    private static List<PartPeriod> ended(@Nullable Version version, String id, Instant now) {
        Term term = term(version, id);
        if (version == null || term == null || !term.hasVerdicts()) {
            return List.of();
        }
        return new Periods(term.per(), version.document().spec().period().zone())
                .within(version.validity()).stream()
                        .filter(part -> !part.period().to().isAfter(now))
                        .toList();
    }

    private static @Nullable Term term(@Nullable Version version, String id) {
        return version == null ? null : version.document().spec().term(id).orElse(null);
    }

    boolean isEmpty() {
        return partsBefore.isEmpty() && partsAfter.isEmpty();
    }

    /** The calendar periods that it is looked at in, in order. */
    Set<Interval> periods() {
        TreeSet<Interval> periods = new TreeSet<>();
        partsBefore.forEach(part -> periods.add(part.period()));
        partsAfter.forEach(part -> periods.add(part.period()));
        return periods;
    }

    Optional<PartPeriod> before(Interval period) {
        return partsBefore.stream().filter(p -> p.period().equals(period)).findFirst();
    }

    Optional<PartPeriod> after(Interval period) {
        return partsAfter.stream().filter(p -> p.period().equals(period)).findFirst();
    }
}
