package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes the periods that end at one instant in one zone, for all agreements together. Driven by
 * {@code processes/evaluation/period-close.bpmn}, one instance for each {@link CloseKey}; started by a look at the
 * clock, so that a period that ended while the system was down is closed when it is up again.
 */
@Service
public class ClosePeriods {

    /** Judged in one transaction of the process; small, so that it ends long before its lock does. */
    private static final int BATCH = 50;

    private final Agreements agreements;
    private final Closes closes;
    private final JudgePeriod judge;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    ClosePeriods(
            Agreements agreements,
            Closes closes,
            JudgePeriod judge,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.closes = closes;
        this.judge = judge;
        this.time = time;
        this.events = events;
    }

    /**
     * Starts a close for each period that has ended since the last one of its zone and kind; for a zone and kind that was
     * never closed, for the last that ended.
     *
     * @return how many were started
     */
    @Transactional
    public int startDue() {
        Instant now = time.now();
        Set<CloseKey> due = new LinkedHashSet<>();
        for (Calendar calendar : calendars(now)) {
            due.addAll(ended(calendar, now));
        }
        int started = 0;
        for (CloseKey key : due) {
            if (closes.open(key, now)) {
                events.publishEvent(new PeriodEnded(key));
                started++;
            }
        }
        return started;
    }

    /**
     * Judges the next batch of terms whose period ends with this close.
     *
     * @param after the last one of the batch before; empty to begin
     */
    @Transactional
    public Batch judgeBatch(CloseKey key, String after) {
        List<PeriodOfTerm> left = terms(key).stream()
                .filter(one -> cursor(one).compareTo(after) > 0)
                .sorted(Comparator.comparing(ClosePeriods::cursor))
                .toList();
        List<PeriodOfTerm> batch = left.subList(0, Math.min(BATCH, left.size()));
        batch.forEach(judge::judge);
        closes.count(key, batch.size());
        String last = batch.isEmpty() ? after : cursor(batch.get(batch.size() - 1));
        return new Batch(last, batch.size(), left.size() - batch.size());
    }

    @Transactional
    public void end(CloseKey key) {
        closes.end(key, time.now());
    }

    /** @param judged in this batch; @param left after it */
    public record Batch(String last, int judged, int left) {}

    private record Calendar(ZoneId zone, Per per) {
        Periods periods() {
            return new Periods(per, zone);
        }
    }

    private Set<Calendar> calendars(Instant now) {
        Set<Calendar> found = new LinkedHashSet<>();
        // A year back: a yearly period that ended in a downtime of months is still found.
        for (Version version : agreements.inForceDuring(new Interval(now.minus(Duration.ofDays(366)), now))) {
            version.document()
                    .spec()
                    .terms()
                    .forEach(term -> found.add(
                            new Calendar(version.document().spec().period().zone(), term.per())));
        }
        return found;
    }

    private List<CloseKey> ended(Calendar calendar, Instant now) {
        Interval running = calendar.periods().containing(now);
        Interval last = calendar.periods().containing(running.from().minusMillis(1));
        Optional<Instant> closed = closes.lastEnd(calendar.zone(), calendar.per());
        Instant from = closed.filter(end -> end.isBefore(last.from())).orElse(last.from());
        List<CloseKey> keys = new ArrayList<>();
        for (Interval period : calendar.periods().touching(new Interval(from, last.to()))) {
            keys.add(new CloseKey(calendar.zone(), calendar.per(), period));
        }
        return keys;
    }

    private List<PeriodOfTerm> terms(CloseKey key) {
        Instant now = time.now();
        List<PeriodOfTerm> found = new ArrayList<>();
        for (Version version : agreements.inForceDuring(key.period())) {
            if (!version.document().spec().period().zone().equals(key.zone())) {
                continue;
            }
            for (Term term : version.document().spec().terms()) {
                if (term.per() == key.per()) {
                    found.addAll(PeriodOfTerm.within(version, term, key.period(), now));
                }
            }
        }
        return found;
    }

    private static String cursor(PeriodOfTerm one) {
        return one.ref().agreement()
                + "@%05d/".formatted(one.ref().number())
                + one.term().id();
    }
}
