package io.surety.evaluation.composite;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.Exclusion.Effect;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.Measure.AvailabilityMeasure.From;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.Support;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.verdict.Periods;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What carries an availability for sure ({@code domain.md} 7.7). It says nothing where an agreement lets downtime pass that
 * it puts no figure on: under exclusions and a minimum outage of a part, while it is suspended, and where unknown time may
 * hide some; nor where an exclusion makes the service time of the term itself shorter than its calendar says.
 */
@Component
class GuaranteeOfChain {

    private final Agreements agreements;
    private final ServiceCalendars calendars;

    GuaranteeOfChain(Agreements agreements, ServiceCalendars calendars) {
        this.agreements = agreements;
        this.calendars = calendars;
    }

    /** @return the least availability of the term in the span; empty if there is no figure, or the caller may not know it */
    Optional<Ratio> of(Version version, Term term, Interval span, Caller caller) {
        if (!isFromOutages(term) || exclusions(version, term).anyMatch(e -> e.effect() == Effect.EXCLUDE)) {
            return Optional.empty();
        }
        long open = open(version, term, span, List.of());
        if (open == 0) {
            return Optional.empty();
        }
        List<Ratio> down = new ArrayList<>();
        List<Ratio> parallel = new ArrayList<>();
        for (Support support : term.supportedBy()) {
            Optional<Ratio> most =
                    support.agreement() == null ? own(support) : down(version, term, support, span, caller);
            if (most.isEmpty()) {
                return Optional.empty();
            }
            ("parallel".equals(support.as()) ? parallel : down).add(most.get());
        }
        // All of the group are down at once at most as long as the one that may be down the shortest.
        parallel.stream().min(Comparator.naturalOrder()).ifPresent(down::add);
        return Optional.of(Guarantee.availability(down, open));
    }

    private static Optional<Ratio> own(Support support) {
        return support.own() instanceof Span.OpenTime own
                ? Optional.of(Ratio.of(own.duration().toMillis(), 1))
                : Optional.empty();
    }

    /**
     * The most downtime that its periods which touch the span allow, all of which may fall into the span; and all the service
     * time of the term in which the part owes nothing.
     */
    private Optional<Ratio> down(Version carried, Term whole, Support support, Interval span, Caller caller) {
        List<Version> versions = agreements.activated(Objects.requireNonNull(support.agreement())).stream()
                .filter(version -> version.validity().overlaps(span))
                .toList();
        Instant covered = span.from();
        Ratio most = Ratio.ZERO;
        for (Version version : versions) {
            Optional<Term> term = Optional.ofNullable(support.term())
                    .flatMap(id -> version.document().spec().term(id))
                    .filter(t -> isBounded(version, t, span));
            if (term.isEmpty() || version.validity().from().isAfter(covered) || !caller.sees(version.sides())) {
                return Optional.empty();
            }
            covered = version.validity().to();
            Interval held = version.validity().intersect(span).orElseThrow();
            most = most.plus(allowed(version, term.get(), span))
                    .plus(Ratio.of(
                            open(
                                    carried,
                                    whole,
                                    held,
                                    calendar(version, term.get()).openWithin(held)),
                            1));
        }
        return covered.isBefore(span.to()) ? Optional.empty() : Optional.of(most);
    }

    private Ratio allowed(Version version, Term term, Interval span) {
        Ratio missed = Ratio.ONE.minus(term.goal(Optional.empty()).orElseThrow());
        Periods periods =
                new Periods(term.per(), version.document().spec().period().zone());
        return periods.within(version.validity()).stream()
                .filter(period -> period.part().overlaps(span))
                .map(period -> missed.times(Ratio.of(open(version, term, period.part(), List.of()), 1)))
                .reduce(Ratio.ZERO, Ratio::plus);
    }

    private static boolean isBounded(Version version, Term term, Interval span) {
        return isFromOutages(term)
                && ((AvailabilityMeasure) term.measure()).minimumOutage() == null
                && term.onlyIf() == null
                && exclusions(version, term).findAny().isEmpty()
                && version.suspensions().stream().noneMatch(span::overlaps);
    }

    private static boolean isFromOutages(Term term) {
        return term.measure() instanceof AvailabilityMeasure measure
                && measure.from() == From.OUTAGES
                && term.target() != null;
    }

    private static Stream<Exclusion> exclusions(Version version, Term term) {
        return version.document().spec().exclusions().stream()
                .filter(exclusion ->
                        exclusion.terms().isEmpty() || exclusion.terms().contains(term.id()));
    }

    private long open(Version version, Term term, Interval span, List<Interval> without) {
        List<Interval> pauses = new ArrayList<>(version.suspensions());
        pauses.addAll(without);
        return calendar(version, term).elapsedMillis(span.from(), span.to(), pauses);
    }

    private ServiceCalendar calendar(Version version, Term term) {
        return calendars.of(
                version.document(), Objects.requireNonNull(term.target()).calendar());
    }
}
