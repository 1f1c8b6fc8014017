package io.surety.evaluation.availability;

import static io.surety.evaluation.ledger.TimeLabel.BAD;
import static io.surety.evaluation.ledger.TimeLabel.EXCUSED;
import static io.surety.evaluation.ledger.TimeLabel.GOOD;
import static io.surety.evaluation.ledger.TimeLabel.UNKNOWN;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.NoData;
import io.surety.agreement.document.Term.ShareTarget;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges an {@code availability} term in a part-period: {@code A = (AST − D) / AST} over a time ledger (domain, 4 and
 * 5.1). Pure.
 *
 * <p>While the period runs it is judged to date: to now, or, of a source that is known up to a watermark, to that.
 */
final class JudgeAvailability {

    private final Version version;
    private final Spec spec;
    private final Term term;
    private final AvailabilityMeasure measure;
    private final ShareTarget target;
    private final SourceClause source;
    private final PartPeriod period;
    private final ServiceCalendar service;
    private final ServiceCalendar business;
    private final Facts facts;
    private final Instant now;

    /**
     * @param service the calendar of the target
     * @param business the calendar of the agreement
     */
    JudgeAvailability(
            Version version,
            Term term,
            PartPeriod period,
            ServiceCalendar service,
            ServiceCalendar business,
            Facts facts,
            Instant now) {
        this.version = version;
        this.spec = version.document().spec();
        this.term = term;
        this.measure = (AvailabilityMeasure) term.measure();
        this.target = Objects.requireNonNull(term.target(), "lint has made sure that an availability has a target");
        this.source = source(spec, measure);
        this.period = period;
        this.service = service;
        this.business = business;
        this.facts = facts;
        this.now = now;
    }

    /** Lint has made sure that there is one. */
    static SourceClause source(Spec spec, AvailabilityMeasure measure) {
        return spec.sources().stream()
                .filter(s -> s.id().equals(measure.source()))
                .findFirst()
                .orElseThrow();
    }

    Verdict judge() {
        Optional<Interval> judged = judged();
        Signal signal = judged.map(span -> new ReadSignal(measure, source, facts, span).read())
                .orElse(new Signal(List.of(), List.of(), 0));
        TimeLedger ledger = judged.map(span -> TimeLedger.of(span, claims(signal, span)))
                .orElseGet(
                        () -> TimeLedger.of(period.part().from(), period.part().from(), List.of()));
        Optional<Ratio> share = share(ledger, term.noData());
        Optional<NotDetermined> reason = reason(ledger, signal.events());
        boolean violated = reason.isEmpty() && share.orElseThrow().compareTo(target.atLeast()) < 0;
        VerdictValue value = reason.isPresent()
                ? VerdictValue.NOT_DETERMINED
                : violated ? VerdictValue.VIOLATED : VerdictValue.FULFILLED;
        return new Verdict(
                version.ref(),
                term.id(),
                Optional.empty(),
                period,
                value,
                reason,
                share,
                completeness(ledger),
                violated ? 1 : 0,
                Optional.empty(),
                ledger);
    }

    /** Whether the running period would be violated even if nothing else were down until its end. */
    boolean lost(Verdict verdict) {
        TimeLedger ledger = (TimeLedger) verdict.ledger();
        if (!now.isBefore(period.part().to())) {
            return false;
        }
        long toCome = service.elapsedMillis(ledger.to(), period.part().to(), version.suspensions());
        long bad = ledger.millis(BAD);
        long whole = serviceTime(ledger) + toCome;
        return bad > 0 && Ratio.of(whole - bad, whole).compareTo(target.atLeast()) < 0;
    }

    /** Empty as long as nothing of the period can be judged. */
    private Optional<Interval> judged() {
        Interval part = period.part();
        if (!now.isBefore(part.to())) {
            return Optional.of(part);
        }
        Instant known = source.complete() == SourceClause.Completeness.WATERMARK
                ? facts.watermark().orElse(part.from())
                : now;
        return Spans.between(part.from(), known.isBefore(now) ? known : now);
    }

    private List<Claim> claims(Signal signal, Interval judged) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(judged, Mark.good(obligated())));
        Spans.gaps(judged, service.openWithin(judged))
                .forEach(span -> claims.add(new Claim(span, Mark.closed(target.calendar()))));
        version.suspensions().forEach(span -> claims.add(new Claim(span, Mark.excluded("suspension", null, null))));
        claims.addAll(new ApplyExclusions(version, term, service, business)
                .claims(signal.down(), facts.maintenance(), judged));
        signal.down()
                .forEach(down -> claims.add(new Claim(
                        down.span(),
                        Mark.bad(down.evidence(), Objects.requireNonNullElse(down.party(), obligated())))));
        signal.unknown().forEach(span -> claims.add(new Claim(span, Mark.unknown(source.id()))));
        return claims;
    }

    private String obligated() {
        PartyClause party =
                switch (term.obligated()) {
                    case PROVIDER -> spec.provider();
                    case CUSTOMER -> spec.customer();
                };
        return party.id();
    }

    /** Agreed service time: open and not excluded. */
    private static long serviceTime(TimeLedger ledger) {
        return ledger.millis(EXCUSED) + ledger.millis(BAD) + ledger.millis(UNKNOWN) + ledger.millis(GOOD);
    }

    private static Optional<Ratio> share(TimeLedger ledger, NoData noData) {
        long unknown = ledger.millis(UNKNOWN);
        long whole = serviceTime(ledger) - (noData == NoData.EXCLUDE ? unknown : 0);
        long bad = ledger.millis(BAD) + (noData == NoData.BAD ? unknown : 0);
        return whole == 0 ? Optional.empty() : Optional.of(Ratio.of(whole - bad, whole));
    }

    private static Optional<Ratio> completeness(TimeLedger ledger) {
        long whole = serviceTime(ledger);
        return whole == 0 ? Optional.empty() : Optional.of(Ratio.of(whole - ledger.millis(UNKNOWN), whole));
    }

    /** {@code noData: bad} is judged however little is known. */
    private Optional<NotDetermined> reason(TimeLedger ledger, long events) {
        Optional<Ratio> completeness = completeness(ledger);
        if (completeness.isEmpty()) {
            return Optional.of(ledger.entries().isEmpty() ? NotDetermined.NO_DATA : NotDetermined.NO_SERVICE_TIME);
        }
        if (term.noData() == NoData.BAD) {
            return Optional.empty();
        }
        if (completeness.get().equals(Ratio.ZERO)) {
            return Optional.of(NotDetermined.NO_DATA);
        }
        if (completeness.get().compareTo(term.completeness()) < 0) {
            return Optional.of(NotDetermined.BELOW_COMPLETENESS);
        }
        return events < term.minimumEvents() ? Optional.of(NotDetermined.BELOW_MINIMUM_EVENTS) : Optional.empty();
    }
}
