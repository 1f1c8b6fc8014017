package io.surety.evaluation.period;

import io.surety.evaluation.period.JudgedTerms.Calendar;
import io.surety.evaluation.period.JudgedTerms.Cursor;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes the periods that end at one instant in one zone, for all agreements together: judges them when they have ended,
 * and is done when all their verdicts are final. Driven by {@code processes/evaluation/period-close.bpmn}, one instance for
 * each {@link CloseKey}; started by a look at the clock, so that a period that ended while the system was down is closed
 * when it is up again.
 */
@Service
public class ClosePeriods {

    /** Judged in one transaction of the process; so many that statements are shared, so few that it ends before its lock. */
    private static final int BATCH = 500;

    /** In which a verdict that is due becomes final. */
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    private final JudgedTerms terms;
    private final Closes closes;
    private final VerdictRows verdicts;
    private final JudgeMany judge;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    ClosePeriods(
            JudgedTerms terms,
            Closes closes,
            VerdictRows verdicts,
            JudgeMany judge,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.terms = terms;
        this.closes = closes;
        this.verdicts = verdicts;
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
        // A year back: a yearly period that ended in a downtime of months is still found.
        for (Calendar calendar : terms.calendars(new Interval(now.minus(Duration.ofDays(366)), now))) {
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
        Cursor from = Cursor.parse(after);
        List<JudgedTerm> found = terms.closing(key, from, BATCH + 1);
        List<JudgedTerm> batch = found.subList(0, Math.min(BATCH, found.size()));
        Instant now = time.now();
        judge.judge(batch.stream()
                .flatMap(term -> term.within(key.period(), now).stream().map(part -> new JudgeMany.Due(term, part)))
                .toList());
        closes.count(key, batch.size());
        String last =
                batch.isEmpty() ? after : Cursor.of(batch.get(batch.size() - 1)).toString();
        return new Batch(last, batch.size(), found.size() - batch.size());
    }

    /**
     * What of the close is not yet final. Verdicts become final by themselves, each at its time; a close is done when none
     * is left, however long an objection or a late source holds one back.
     */
    public NotFinal notFinal(CloseKey key) {
        return verdicts.notFinal(key, time.now());
    }

    /**
     * When to count again: soon after the next one may be final, but not more often than once an hour, and once a day, for
     * what becomes final earlier because both sides confirm it.
     */
    public Instant countAgainAt(CloseKey key) {
        Instant now = time.now();
        Instant inAnHour = now.plus(Duration.ofHours(1));
        Instant tomorrow = now.plus(Duration.ofDays(1));
        Instant next = verdicts.notFinal(key, now)
                .next()
                .map(due -> due.plus(A_MOMENT))
                .orElse(inAnHour);
        return next.isBefore(inAnHour) ? inAnHour : next.isAfter(tomorrow) ? tomorrow : next;
    }

    @Transactional
    public void end(CloseKey key) {
        closes.end(key, time.now());
    }

    /** @param judged in this batch; @param left after it: 0 if nothing is, else at least so many */
    public record Batch(String last, int judged, int left) {}

    /** @param next when the next of the verdicts may be final; empty if each that is left is held back */
    public record NotFinal(int verdicts, Optional<Instant> next) {}

    private List<CloseKey> ended(Calendar calendar, Instant now) {
        Periods periods = new Periods(calendar.per(), calendar.zone());
        Interval running = periods.containing(now);
        Interval last = periods.containing(running.from().minusMillis(1));
        Optional<Instant> closed = closes.lastEnd(calendar.zone(), calendar.per());
        Instant from = closed.filter(end -> end.isBefore(last.from())).orElse(last.from());
        List<CloseKey> keys = new ArrayList<>();
        for (Interval period : periods.touching(new Interval(from, last.to()))) {
            keys.add(new CloseKey(calendar.zone(), calendar.per(), period));
        }
        return keys;
    }
}
