package io.surety.evaluation.counted;

import static io.surety.evaluation.ledger.AccountLabel.BAD;
import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.agreement.document.Measure.Method;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Term;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.availability.JudgeAvailability;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges Occurrences and RatioTimeslices in a part-period, over an account (domain, 4 and 5.1). Pure. */
public final class JudgeCounted {

    private final Version version;
    private final Term term;
    private final CountedMeasure measure;
    private final PartPeriod period;
    private final SourceClause source;

    JudgeCounted(Version version, Term term, PartPeriod period, SourceClause source) {
        this.version = version;
        this.term = term;
        this.measure = (CountedMeasure) term.measure();
        this.period = period;
        this.source = source;
    }

    Verdict judge(List<Segment> segments) {
        boolean occurrences = measure.method() == Method.OCCURRENCES;
        Account account = occurrences
                ? CountEvents.of(source.id(), segments)
                : CountSlices.of(source.id(), Slices.length(measure), segments);
        Ratio known = occurrences ? account.sum(GOOD).plus(account.sum(BAD)) : Ratio.of(eventsThatCount(segments), 1);
        JudgeAccount judge = JudgeAccount.of(account, known);
        Optional<NotDetermined> reason = !segments.isEmpty() && !CountEvents.hasServiceTime(segments)
                ? Optional.of(NotDetermined.NO_SERVICE_TIME)
                : judge.reason(term);
        Optional<Ratio> share = judge.share(term.noData());
        VerdictValue value = JudgeAccount.value(reason, share, JudgeAvailability.goal(term));
        return new Verdict(
                version.ref(),
                term.id(),
                Optional.empty(),
                period,
                value,
                reason,
                share,
                judge.completeness(),
                value == VerdictValue.VIOLATED ? 1 : 0,
                Optional.empty(),
                account);
    }

    private static long eventsThatCount(List<Segment> segments) {
        return segments.stream()
                .filter(Segment::counts)
                .mapToLong(Segment::events)
                .reduce(0, Math::addExact);
    }

    /** How many slices of open time start after those that were judged. */
    long slicesToCome(List<Segment> segments, ServiceCalendar service, Instant now) {
        Instant end = period.part().to();
        if (!now.isBefore(end)) {
            return 0;
        }
        Instant judged = segments.isEmpty()
                ? period.part().from()
                : segments.get(segments.size() - 1).span().to();
        if (!end.isAfter(judged)) {
            return 0;
        }
        return service.openWithin(new Interval(judged, end)).stream()
                .mapToLong(open -> CountSlices.startingIn(open, Slices.length(measure)))
                .sum();
    }

    /**
     * Whether a running period can no longer be fulfilled, were all slices good that are to come. How many events will
     * come nobody knows, so a share of events is never lost.
     */
    boolean isLost(Verdict verdict, long slicesToCome) {
        if (measure.method() == Method.OCCURRENCES || slicesToCome == 0) {
            return false;
        }
        Account account = (Account) verdict.ledger();
        Ratio good = account.sum(GOOD).plus(account.sum(UNKNOWN)).plus(Ratio.of(slicesToCome, 1));
        Ratio all = good.plus(account.sum(BAD));
        return account.sum(BAD).compareTo(Ratio.ZERO) > 0
                && good.dividedBy(all).compareTo(JudgeAvailability.goal(term)) < 0;
    }
}
