package io.surety.measurement.prometheus;

import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.prometheus.RangeQuery.Answer;
import io.surety.measurement.prometheus.RangeQuery.Steps;
import io.surety.measurement.prometheus.StoredPulls.Due;
import io.surety.measurement.reading.KeptReadings;
import io.surety.measurement.reading.ReadingKind;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final KeepProgress progress;
    private final KeptReadings kept;
    private final PullSettings settings;
    private final TimeSource time;

    FetchPulls(
            StoredPulls pulls,
            RangeQuery query,
            TakeMeasurements take,
            KeepProgress progress,
            KeptReadings kept,
            PullSettings settings,
            TimeSource time) {
        this.pulls = pulls;
        this.query = query;
        this.take = take;
        this.progress = progress;
        this.kept = kept;
        this.settings = settings;
        this.time = time;
    }

    /** One turn: all that is due, but of each no more than a bounded number of requests. What fails hinders no other. */
    void run() throws InterruptedException {
        run(() -> false);
    }

    /**
     * @param stop asked before each request; what is left is given back, and fetched at the next turn of any node
     * @throws InterruptedException if it was interrupted while it waited for an answer; what is left is given back, too
     */
    void run(BooleanSupplier stop) throws InterruptedException {
        var left = new ArrayDeque<>(pulls.lease(time.now(), settings.delay(), MOST_PULLS));
        try {
            while (!left.isEmpty() && !stop.getAsBoolean()) {
                if (fetchAndRelease(left.getFirst(), stop)) {
                    left.removeFirst();
                }
            }
        } finally {
            giveBack(left);
        }
    }

    private void giveBack(Collection<Due> left) {
        // Whoever is interrupted gets no connection to the database.
        boolean interrupted = Thread.interrupted();
        for (Due due : left) {
            try {
                pulls.giveBack(due);
            } catch (RuntimeException e) {
                cannotBeReleased(due, e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cannotBeReleased(Due due, RuntimeException e) {
        LOG.error(
                "{} could not be released; its lease ends by itself", due.pull().series(), e);
    }

    /** @return false if it was stopped before it was done with it */
    private boolean fetchAndRelease(Due due, BooleanSupplier stop) throws InterruptedException {
        try {
            return fetchAndSay(due, stop);
        } catch (RuntimeException e) {
            cannotBeReleased(due, e);
            return true;
        }
    }

    private boolean fetchAndSay(Due due, BooleanSupplier stop) throws InterruptedException {
        try {
            if (!fetch(due, stop)) {
                return false;
            }
            pulls.release(due, null, time.now());
        } catch (PullFailed e) {
            LOG.warn(
                    "{} could not be fetched: {}; {}",
                    due.pull().series(),
                    e.getMessage(),
                    due.pull().queries());
            pulls.release(due, e.getMessage(), time.now().plus(RETRY));
        } catch (RuntimeException e) {
            LOG.error("{} could not be stored or told of", due.pull().series(), e);
            pulls.release(due, "could not be stored", time.now().plus(RETRY));
        }
        return true;
    }

    /** @return false if it was stopped: then it said nothing about whether it can be fetched */
    private boolean fetch(Due due, BooleanSupplier stop) throws PullFailed, InterruptedException {
        Connection connection = settings.connections().get(due.pull().connection());
        if (connection == null || !connection.serves(due.owner())) {
            throw new PullFailed("no connection " + due.pull().connection() + " is configured for " + due.owner());
        }
        Duration step = due.pull().queries().step();
        Instant end = earliest(due.end(), floor(time.now().minus(settings.delay()), step));
        Instant from = due.until();
        for (int part = 0; part < MOST_PARTS && from.isBefore(end); part++) {
            if (stop.getAsBoolean()) {
                return false;
            }
            if (!pulls.renew(due, time.now().plus(connection.timeout().multipliedBy(2)))) {
                return true;
            }
            Instant start = latest(from, ceiling(kept.since(ReadingKind.COUNTER), step));
            Instant to = earliest(end, start.plus(step.multipliedBy(STEPS)));
            Optional<Instant> reached =
                    start.isBefore(to) ? fetch(connection, due.pull(), start, to, stop) : Optional.of(to);
            if (reached.isEmpty()) {
                return false;
            }
            progress.reached(due.pull().series(), from, reached.get());
            if (reached.get().isBefore(to)) {
                return true;
            }
            from = to;
        }
        return true;
    }

    /**
     * @return until when it was fetched: what has not passed by the clock of the server is not known to it yet; empty if it
     *     was stopped between its two queries
     */
    private Optional<Instant> fetch(Connection connection, Pull pull, Instant from, Instant to, BooleanSupplier stop)
            throws PullFailed, InterruptedException {
        Duration step = pull.queries().step();
        var steps = new Steps(from.plus(step), to, step);
        Answer totals = ask(connection, "total", pull.queries().total(), steps);
        if (stop.getAsBoolean()) {
            return Optional.empty();
        }
        Answer goods = ask(connection, "good", pull.queries().good(), steps);
        // Clocks differ by some seconds, and then half of the delay is left for what was scraped to arrive.
        Duration leeway = settings.delay().dividedBy(2);
        Instant known = to;
        for (Optional<Instant> clock : List.of(totals.clock(), goods.clock())) {
            known = clock.isEmpty() ? known : earliest(known, floor(clock.get().minus(leeway), step));
        }
        if (!known.isAfter(from)) {
            throw new PullFailed("by the clock of the server the first step has not passed yet");
        }
        store(pull, counters(pull, totals.values().headMap(known.plusMillis(1)), goods.values()));
        return Optional.of(known);
    }

    /** Says of the two queries which was not answered. */
    private Answer ask(Connection connection, String which, String text, Steps steps)
            throws PullFailed, InterruptedException {
        try {
            return query.ask(connection, text, steps);
        } catch (PullFailed e) {
            throw new PullFailed("query \"" + which + "\": " + e.getMessage(), e);
        }
    }

    private static List<Measurement> counters(
            Pull pull, SortedMap<Instant, Long> totals, SortedMap<Instant, Long> goods) {
        QueryPair queries = pull.queries();
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
        return counters;
    }

    /**
     * What is known of a step stands. It is asked for again after a crash, or for a reader who needs an earlier time too,
     * and another answer would contradict the first one.
     */
    private void store(Pull pull, List<Measurement> counters) {
        Set<String> known = pulls.known(
                pull.source(), counters.stream().map(Measurement::id).toList());
        List<Measurement> unknown = counters.stream()
                .filter(counter -> !known.contains(counter.id()))
                .toList();
        if (!unknown.isEmpty()) {
            take.take(new Delivery(pull.source(), unknown, false, PersonId.SYSTEM));
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
