package io.surety.evaluation.forecast;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.WorkCalendars;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks.OpenClock;
import io.surety.evaluation.forecast.ForecastRows.Likeness;
import io.surety.evaluation.forecast.ForecastRows.OpenRow;
import io.surety.evaluation.forecast.ForecastRows.TermKey;
import io.surety.evaluation.forecast.TargetCalendars.Running;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says of open clocks how likely each of them goes late, by what has become of the clocks of their terms until now. However
 * many clocks are asked about, it takes three statements and the documents of their versions; nothing is kept, so the answer follows from what is stored and
 * the instant alone.
 */
@Service
public class ForecastClocks {

    /** So many of a term's clocks that ended last, and so many that are open, say what becomes of the others. */
    static final int MOST = 500;

    private final ForecastRows rows;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final WorkCalendars people;

    ForecastClocks(ForecastRows rows, Agreements agreements, ServiceCalendars calendars, WorkCalendars people) {
        this.people = people;
        this.rows = rows;
        this.agreements = agreements;
        this.calendars = calendars;
    }

    /** @param open clocks that are not late, as they are at {@code now} */
    @Transactional(readOnly = true)
    public Map<ClockId, BreachForecast> of(Collection<OpenClock> open, Instant now) {
        if (open.isEmpty()) {
            return Map.of();
        }
        TargetCalendars targets = new TargetCalendars(agreements, calendars, people, now);
        Map<TermKey, SimilarClocks> similar = similar(open, targets, now);
        Map<ClockId, Likeness> likeness =
                rows.likeness(open.stream().map(o -> o.clock().id()).toList());
        Map<ClockId, BreachForecast> forecasts = new HashMap<>();
        for (OpenClock clock : open) {
            ClockView view = clock.clock();
            Likeness like = likeness.getOrDefault(view.id(), new Likeness("", null, null, null));
            SimilarClocks others = Objects.requireNonNull(similar.get(key(view)));
            forecasts.put(
                    view.id(),
                    certain(clock, like, targets, now) ? BreachForecast.CERTAIN : others.forecast(asOf(clock, like)));
        }
        return forecasts;
    }

    private Map<TermKey, SimilarClocks> similar(Collection<OpenClock> open, TargetCalendars targets, Instant now) {
        Map<TermKey, Integer> terms = new HashMap<>();
        open.forEach(o -> terms.merge(key(o.clock()), o.clock().version().number(), Math::max));
        Map<TermKey, List<Course>> courses = new HashMap<>();
        terms.keySet().forEach(term -> courses.put(term, new ArrayList<>()));
        rows.ended(terms, now, MOST)
                .forEach((term, ended) -> ended.forEach(
                        c -> Objects.requireNonNull(courses.get(term)).add(c.course())));
        for (OpenRow row : rows.open(terms, MOST)) {
            TermKey term = new TermKey(
                    row.running().version().agreement(), row.running().term());
            seenOpen(row, targets, now)
                    .ifPresent(c -> Objects.requireNonNull(courses.get(term)).add(c));
        }
        Map<TermKey, SimilarClocks> similar = new HashMap<>();
        courses.forEach((term, of) -> similar.put(term, new SimilarClocks(of)));
        return similar;
    }

    private static TermKey key(ClockView clock) {
        return new TermKey(clock.version().agreement(), clock.term());
    }

    /** What is stored of a running clock is as old as its last event; by now it has lasted longer. */
    private static Optional<Course> seenOpen(OpenRow row, TargetCalendars targets, Instant now) {
        Instant deadline = row.deadlineAt();
        Optional<Long> elapsed = deadline == null
                ? Optional.of(row.elapsedMillis())
                : targets.of(row.running()).map(calendar -> row.targetMillis() - calendar.elapsedMillis(now, deadline));
        return elapsed.flatMap(millis -> Course.of(
                row.running().target(),
                row.priority(),
                Optional.empty(),
                millis,
                Optional.ofNullable(row.waitedAtMillis()),
                row.targetMillis()));
    }

    private static Course asOf(OpenClock clock, Likeness like) {
        ClockView view = clock.clock();
        long target = view.targetMillis();
        return Course.of(
                        view.target(),
                        like.priority(),
                        Optional.empty(),
                        target - clock.remainingMillis(),
                        Optional.ofNullable(like.waitedAtMillis()),
                        target)
                .orElseThrow(() -> new IllegalStateException("a clock that is due has a target: " + view.id()));
    }

    /**
     * The floor: less open time is left than the shortest work that is possible. That is what the source said was left to do,
     * less all open time since: nobody can have worked longer than that.
     */
    private static boolean certain(OpenClock clock, Likeness like, TargetCalendars targets, Instant now) {
        Long work = like.workMillis();
        Instant saidAt = like.workAt();
        if (work == null || saidAt == null) {
            return false;
        }
        ClockView view = clock.clock();
        Running running = new Running(view.version(), view.term(), view.target(), view.assignee(), view.startedAt());
        return targets.of(running)
                .filter(calendar -> clock.remainingMillis() < work - calendar.elapsedMillis(saidAt, now))
                .isPresent();
    }
}
