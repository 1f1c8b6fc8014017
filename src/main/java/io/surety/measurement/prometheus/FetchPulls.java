package io.surety.measurement.prometheus;

import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Measurements;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.WatermarkMoved;
import io.surety.measurement.prometheus.StoredPulls.Due;
import io.surety.measurement.reading.KeptReadings;
import io.surety.measurement.reading.ReadingKind;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Fetches, step by step, what monitoring systems have counted. It goes on where it ended, so what happened while one of
 * both was down is fetched later; a step of which there is no value stays unknown, and a value of zero is a known zero.
 */
@Service
class FetchPulls {

    private static final Logger LOG = LoggerFactory.getLogger(FetchPulls.class);

    /** Steps of one request, far below what the servers allow. */
    private static final int STEPS = 1000;
    /** Requests for one pull in a turn, so that a long back-fill does not keep others waiting. */
    private static final int MOST_PARTS = 20;

    private static final int MOST_PULLS = 100;
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final StoredPulls pulls;
    private final RangeQuery query;
    private final TakeMeasurements take;
    private final Measurements measurements;
    private final KeptReadings kept;
    private final PullSettings settings;
    private final ApplicationEventPublisher events;
    private final TimeSource time;

    FetchPulls(
            StoredPulls pulls,
            RangeQuery query,
            TakeMeasurements take,
            Measurements measurements,
            KeptReadings kept,
            PullSettings settings,
            ApplicationEventPublisher events,
            TimeSource time) {
        this.pulls = pulls;
        this.query = query;
        this.take = take;
        this.measurements = measurements;
        this.kept = kept;
        this.settings = settings;
        this.events = events;
        this.time = time;
    }

    /** One turn: all that is due, but of each no more than a bounded number of requests. */
    void run() throws InterruptedException {
        for (Due due : pulls.lease(time.now(), settings.delay(), MOST_PULLS)) {
            Optional<Instant> before = measurements.watermark(due.pull().source());
            SeriesRef series = due.pull().series();
            try {
                fetch(due);
                pulls.release(series, null, time.now());
            } catch (PullFailed e) {
                LOG.warn("{} could not be fetched: {}", series, e.getMessage());
                pulls.release(series, e.getMessage(), time.now().plus(RETRY));
            }
            tellIfMoved(due.pull().source(), before);
        }
    }

    private void tellIfMoved(String source, Optional<Instant> before) {
        measurements
                .watermark(source)
                .filter(now -> !before.equals(Optional.of(now)))
                .ifPresent(now -> events.publishEvent(new WatermarkMoved(source, now)));
    }

    private void fetch(Due due) throws PullFailed, InterruptedException {
        Connection connection = settings.connections().get(due.pull().connection());
        if (connection == null || !connection.serves(due.owner())) {
            throw new PullFailed("no connection " + due.pull().connection() + " is configured for " + due.owner());
        }
        Duration step = due.pull().queries().step();
        Instant end = earliest(due.end(), floor(time.now().minus(settings.delay()), step));
        Instant from = due.until();
        for (int part = 0; part < MOST_PARTS && from.isBefore(end); part++) {
            Instant start = latest(from, ceiling(kept.since(ReadingKind.COUNTER), step));
            Instant to = earliest(end, start.plus(step.multipliedBy(STEPS)));
            if (start.isBefore(to)) {
                fetch(connection, due.pull(), start, to);
            }
            pulls.reached(due.pull().series(), from, to);
            from = to;
        }
    }

    private void fetch(Connection connection, Pull pull, Instant from, Instant to)
            throws PullFailed, InterruptedException {
        QueryPair queries = pull.queries();
        Instant first = from.plus(queries.step());
        SortedMap<Instant, Long> totals = query.ask(connection, queries.total(), first, to, queries.step());
        SortedMap<Instant, Long> goods = query.ask(connection, queries.good(), first, to, queries.step());
        List<Measurement> counters = new ArrayList<>();
        totals.forEach((end, total) -> {
            Long good = goods.get(end);
            if (good != null) {
                Instant at = end.minus(queries.step());
                var content =
                        new Content.Counter(pull.service(), queries.indicator(), at, Math.min(good, total), total);
                String id = pull.service() + "/" + queries.indicator() + "/" + at.getEpochSecond();
                counters.add(Measurement.of(id, content));
            }
        });
        if (!counters.isEmpty()) {
            take.take(new Delivery(pull.source(), counters, false, PersonId.SYSTEM));
        }
    }

    private static Instant floor(Instant at, Duration step) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    private static Instant ceiling(Instant at, Duration step) {
        return floor(at.plus(step).minusMillis(1), step);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
