package io.surety.evaluation.availability;

import static io.surety.evaluation.ledger.TimeLabel.BAD;
import static io.surety.evaluation.ledger.TimeLabel.EXCUSED;
import static io.surety.evaluation.ledger.TimeLabel.GOOD;
import static io.surety.evaluation.ledger.TimeLabel.UNKNOWN;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.NoData;
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
import java.util.function.Function;

/**
 * Judges agreed service time in a part-period: {@code A = (AST − D) / AST} over a time ledger (domain, 4 and 5.1). That is
 * an {@code availability}, and what counts good slices of time. Pure.
 *
 * <p>While the period runs it is judged to date: to now, or, of a source that is known up to a watermark, to that.
 */
public final class JudgeAvailability {

    private final Version version;
    private final Term term;
    private final Ratio goal;
    private final SourceClause source;
    private final PartPeriod period;
    private final ServiceTime time;
    private final Facts facts;
    private final Function<Interval, Signal> read;
    private final Instant now;

    /** @param read what the source says about a span */
    public JudgeAvailability(
            Version version,
            Term term,
            Ratio goal,
            PartPeriod period,
            ServiceTime time,
            Facts facts,
            Function<Interval, Signal> read,
            Instant now) {
        this.version = version;
        this.term = term;
        this.goal = goal;
        this.source = source(version.document().spec(), term.measure());
        this.period = period;
        this.time = time;
        this.facts = facts;
        this.read = read;
        this.now = now;
    }

    /** Of an {@code availability}, whose records are the facts. */
    static JudgeAvailability of(
            Version version, Term term, PartPeriod period, ServiceTime time, Facts facts, Instant now) {
        return of(version, term, period, time, facts, List.of(facts), now);
    }

    /**
     * The same of a service that has parts, which is down where any of them is ({@code domain.md} 5.5).
     *
     * @param members what is known of each of them apart
     */
    static JudgeAvailability of(
            Version version,
            Term term,
            PartPeriod period,
            ServiceTime time,
            Facts facts,
            List<Facts> members,
            Instant now) {
        AvailabilityMeasure measure = (AvailabilityMeasure) term.measure();
        SourceClause source = source(version.document().spec(), term.measure());
        return new JudgeAvailability(
                version,
                term,
                goal(term),
                period,
                time,
                facts,
                span -> members.stream()
                        .map(member -> new ReadSignal(measure, source, member, span).read())
                        .reduce(Signal.NONE, Signal::and),
                now);
    }

    /** The share that a period has to reach, or else the objective. */
    public static Ratio goal(Term term) {
        return term.goal(Optional.empty())
                .or(() -> Optional.ofNullable(term.objective()).map(Term.Objective::atLeast))
                .orElseThrow(() -> new IllegalStateException("lint has made sure that " + term.id() + " has a goal"));
    }

    /** Lint has made sure that there is one. */
    public static SourceClause source(Spec spec, Measure measure) {
        return spec.sources().stream()
                .filter(s -> s.id().equals(measure.source()))
                .findFirst()
                .orElseThrow();
    }

    public Verdict judge() {
        Optional<Interval> judged = judged(period, source, facts.watermark(), now);
        Signal signal = judged.map(read).orElse(Signal.NONE);
        TimeLedger ledger = judged.map(span -> TimeLedger.of(span, claims(signal, span)))
                .orElseGet(
                        () -> TimeLedger.of(period.part().from(), period.part().from(), List.of()));
        Optional<Ratio> share = share(ledger, term.noData());
        Optional<NotDetermined> reason = reason(ledger, signal.events());
        boolean violated = reason.isEmpty() && share.orElseThrow().compareTo(goal) < 0;
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
    public boolean lost(Verdict verdict) {
        TimeLedger ledger = (TimeLedger) verdict.ledger();
        if (!now.isBefore(period.part().to())) {
            return false;
        }
        long toCome = time.service().elapsedMillis(ledger.to(), period.part().to(), version.suspensions());
        long bad = ledger.millis(BAD);
        long whole = serviceTime(ledger) + toCome;
        return bad > 0 && Ratio.of(whole - bad, whole).compareTo(goal) < 0;
    }

    /**
     * What of a part-period can be judged: all of it once it has ended, before that to date.
     *
     * @return empty as long as nothing of it can
     */
    public static Optional<Interval> judged(
            PartPeriod period, SourceClause source, Optional<Instant> watermark, Instant now) {
        Interval part = period.part();
        if (!now.isBefore(part.to())) {
            return Optional.of(part);
        }
        Instant known = source.complete() == SourceClause.Completeness.WATERMARK ? watermark.orElse(part.from()) : now;
        return Spans.between(part.from(), known.isBefore(now) ? known : now);
    }

    private List<Claim> claims(Signal signal, Interval judged) {
        List<Claim> claims = new ArrayList<>(time.claims(signal.down(), facts.maintenance(), judged));
        signal.down()
                .forEach(down -> claims.add(new Claim(
                        down.span(),
                        Mark.bad(down.evidence(), Objects.requireNonNullElse(down.party(), time.obligated())))));
        signal.unknown().forEach(span -> claims.add(new Claim(span, Mark.unknown(source.id()))));
        return claims;
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
