package io.surety.evaluation.forecast;

import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.forecast.Course.Outcome;
import io.surety.evaluation.forecast.ForecastScore.Scored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The forecasts of clocks of the past, each made by what was known at its instant: clocks that had been decided by then are
 * known to have been, those that had begun are known to be open, and nothing else is known.
 *
 * <p>Where the pauses of a clock lay is not stored with it. A mark is looked at when it would have been reached without
 * any, so at the true instant or before it, and a clock that was open then counts as if it had not paused until then.
 */
final class ForecastsOfThePast {

    private static final Map<String, Double> MARKS = marks();

    private final List<PastClock> clocks;
    private final Function<PastClock, Optional<ServiceCalendar>> calendars;

    /** @param clocks of one term, those that ended last first; those that are still open at the end */
    ForecastsOfThePast(List<PastClock> clocks, Function<PastClock, Optional<ServiceCalendar>> calendars) {
        this.clocks = clocks;
        this.calendars = calendars;
    }

    private static Map<String, Double> marks() {
        Map<String, Double> marks = new LinkedHashMap<>();
        marks.put("0 %", 0.0);
        marks.put("25 %", 0.25);
        marks.put("50 %", 0.5);
        marks.put("75 %", 0.75);
        return marks;
    }

    /** @param most so many of those that were decided last */
    ForecastScore score(int most) {
        List<Scored> scored = new ArrayList<>();
        int withheld = 0;
        for (PastClock clock :
                clocks.stream().filter(PastClock::finished).limit(most).toList()) {
            for (Map.Entry<String, Double> mark : MARKS.entrySet()) {
                if (clock.reached(mark.getValue())) {
                    Optional<Scored> one = at(clock, mark.getKey(), mark.getValue());
                    one.ifPresent(scored::add);
                    withheld += one.isEmpty() ? 1 : 0;
                }
            }
        }
        return ForecastScore.of(scored, withheld, List.copyOf(MARKS.keySet()));
    }

    private Optional<Scored> at(PastClock clock, String name, double mark) {
        return calendars
                .apply(clock)
                .flatMap(c -> c.after(clock.startedAt(), (long) (mark * clock.targetMillis()), List.of()))
                .flatMap(at -> {
                    SimilarClocks similar = new SimilarClocks(knownAt(at, clock));
                    Course course = clock.course();
                    return similar.forecast(openAt(course, mark))
                            .probability()
                            .map(p -> new Scored(
                                    name, p.doubleValue(), similar.baseRate().orElse(0.5), course.late()));
                });
    }

    /** What was known of the other clocks just before an instant. */
    List<Course> knownAt(Instant at, PastClock except) {
        List<Course> known = new ArrayList<>();
        for (PastClock clock : clocks) {
            if (clock.id().equals(except.id()) || !clock.startedAt().isBefore(at)) {
                continue;
            }
            Course course = clock.course();
            if (clock.endedAt().isBefore(at)) {
                known.add(course);
            } else {
                calendars
                        .apply(clock)
                        .ifPresent(c -> known.add(openAt(
                                course, Course.share(c.elapsedMillis(clock.startedAt(), at), clock.targetMillis()))));
            }
        }
        return known;
    }

    /** What was known of a clock while it was open: whether it had waited is, what came of it is not. */
    private static Course openAt(Course course, double used) {
        return new Course(
                course.target(), course.priority(), used, course.waitedAt().filter(at -> at < used), Outcome.OPEN);
    }
}
