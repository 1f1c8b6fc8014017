package io.surety.evaluation.forecast;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.VersionRef;
import io.surety.agreement.WorkCalendars;
import io.surety.evaluation.forecast.ForecastRows.TermKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How good the forecasts of a term have been lately. No forecast is stored: those of the clocks that were decided last are made
 * again as they could have been made then, at their start and when a quarter, a half and three quarters of their target
 * were used up, and held against what became of the clocks.
 */
@Service
public class ScoreForecasts {

    /** So many clocks are scored, those decided last. */
    static final int SCORED = 200;

    private final ForecastRows rows;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final WorkCalendars people;

    ScoreForecasts(ForecastRows rows, Agreements agreements, ServiceCalendars calendars, WorkCalendars people) {
        this.people = people;
        this.rows = rows;
        this.agreements = agreements;
        this.calendars = calendars;
    }

    /** @param version the newest one whose clocks count; those of earlier ones do too */
    @Transactional(readOnly = true)
    public ForecastScore of(VersionRef version, String term, Instant now) {
        TermKey key = new TermKey(version.agreement(), term);
        Map<TermKey, Integer> terms = Map.of(key, version.number());
        List<PastClock> ended =
                rows.ended(terms, now, SCORED + ForecastClocks.MOST).getOrDefault(key, List.of());
        Stream<PastClock> open =
                rows.open(terms, ForecastClocks.MOST).stream().flatMap(row -> PastClock.open(row).stream());
        List<PastClock> clocks = Stream.concat(ended.stream(), open).toList();
        TargetCalendars targets = new TargetCalendars(agreements, calendars, people, now);
        return new ForecastsOfThePast(clocks, c -> targets.of(c.running())).score(SCORED);
    }
}
