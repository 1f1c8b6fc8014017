package io.surety.evaluation.composite;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.Support;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.composite.Chain.As;
import io.surety.evaluation.composite.Chain.Link;
import io.surety.evaluation.composite.Chain.Unknown;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Looks at the agreements that carry an availability, and at what they come to together. */
@Service
public class FollowChain {

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final ServiceCalendars calendars;
    private final GuaranteeOfChain guarantee;

    FollowChain(Agreements agreements, Verdicts verdicts, ServiceCalendars calendars, GuaranteeOfChain guarantee) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.calendars = calendars;
        this.guarantee = guarantee;
    }

    /** Whether the term is an availability that something carries. */
    public static boolean hasChain(Term term) {
        return term.measure() instanceof AvailabilityMeasure
                && term.target() != null
                && !term.supportedBy().isEmpty();
    }

    /**
     * @param version in force in the span
     * @param term of it, with a chain
     * @param span a part-period of the term
     * @param caller sees of each link what she may see of its agreement
     */
    public Chain follow(Version version, Term term, Interval span, Caller caller) {
        List<Link> links = term.supportedBy().stream()
                .map(support -> link(version, term, support, span, caller))
                .toList();
        return new Chain(
                version.ref().agreement(),
                version.ref().number(),
                term.id(),
                span,
                term.goal(Optional.empty()).orElseThrow(),
                share(version, term, span),
                links,
                together(links, Link::promised),
                together(links, link -> link.as() == As.OWN ? link.promised() : link.achieved()),
                guarantee.of(version, term, span, caller));
    }

    private static Optional<Ratio> together(List<Link> links, Function<Link, Optional<Ratio>> figure) {
        if (links.stream().anyMatch(link -> figure.apply(link).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(Composite.of(of(links, figure, false), of(links, figure, true)));
    }

    private static List<Ratio> of(List<Link> links, Function<Link, Optional<Ratio>> figure, boolean parallel) {
        return links.stream()
                .filter(link -> (link.as() == As.PARALLEL) == parallel)
                .flatMap(link -> figure.apply(link).stream())
                .toList();
    }

    private Link link(Version version, Term term, Support support, Interval span, Caller caller) {
        Optional<String> agreement = Optional.ofNullable(support.agreement());
        Optional<String> name = Optional.ofNullable(support.term());
        if (agreement.isEmpty()) {
            return new Link(
                    agreement, name, As.OWN, own(version, term, support, span), Optional.empty(), Optional.empty());
        }
        As as = "parallel".equals(support.as()) ? As.PARALLEL : As.SERIAL;
        Optional<Version> contract = inForce(agreement.get(), span);
        if (contract.filter(v -> !caller.sees(v.sides())).isPresent()) {
            return unknown(agreement, name, as, Unknown.NOT_SHARED);
        }
        Optional<Term> promise =
                contract.flatMap(v -> name.flatMap(id -> v.document().spec().term(id)));
        if (promise.isEmpty()) {
            return unknown(agreement, name, as, Unknown.NOT_IN_FORCE);
        }
        Optional<Ratio> goal =
                promise.filter(t -> t.measure() instanceof AvailabilityMeasure).flatMap(t -> t.goal(Optional.empty()));
        return goal.isEmpty()
                ? unknown(agreement, name, as, Unknown.NO_AVAILABILITY)
                : new Link(
                        agreement,
                        name,
                        as,
                        goal,
                        share(contract.orElseThrow(), promise.get(), span),
                        Optional.empty());
    }

    private static Link unknown(Optional<String> agreement, Optional<String> term, As as, Unknown why) {
        return new Link(agreement, term, as, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    /** What own work leaves of the agreed service time of the span, before exclusions. */
    private Optional<Ratio> own(Version version, Term term, Support support, Interval span) {
        ServiceCalendar calendar = calendars.of(
                version.document(), Objects.requireNonNull(term.target()).calendar());
        long open = calendar.elapsedMillis(span.from(), span.to());
        if (!(support.own() instanceof Span.OpenTime own) || open == 0) {
            return Optional.empty();
        }
        long left = Math.max(0, open - own.duration().toMillis());
        return Optional.of(Ratio.of(left, open));
    }

    /** The newest version that was in force at some instant of the span. */
    private Optional<Version> inForce(String agreement, Interval span) {
        return agreements.activated(agreement).stream()
                .filter(v -> v.validity().overlaps(span))
                .max(Comparator.comparing(v -> v.ref().number()));
    }

    /** Of exactly this span: a verdict on a longer or shorter one says nothing about it. */
    private Optional<Ratio> share(Version version, Term term, Interval span) {
        return verdicts.of(version.ref().agreement(), span).stream()
                .map(StoredVerdict::verdict)
                .filter(verdict -> verdict.version().equals(version.ref())
                        && verdict.term().equals(term.id())
                        && verdict.period().part().equals(span)
                        && verdict.reason().isEmpty())
                .findFirst()
                .flatMap(verdict -> verdict.share());
    }
}
