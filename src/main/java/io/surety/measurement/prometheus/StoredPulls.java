package io.surety.measurement.prometheus;

import io.surety.measurement.Pull;
import io.surety.measurement.Pulls;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StoredPulls implements Pulls {

    /** Longer than the requests of one turn take, so that no two nodes ask the same. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** @param until everything that ended by then has been fetched */
    record Due(Pull pull, Instant until, String owner) {}

    private final JdbcClient jdbc;

    StoredPulls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void register(Pull pull, Instant since) {
        long step = pull.queries().step().toMillis();
        Instant start = Instant.ofEpochMilli(Math.floorDiv(since.toEpochMilli(), step) * step);
        jdbc.sql(
                        """
                        insert into measurement.pulls as p
                            (source, service, indicator, connection, good, total, step_seconds, since, pulled_until)
                        values (:source, :service, :indicator, :connection, :good, :total, :step, :since, :since)
                        on conflict (source, service, indicator) do update
                        set connection = excluded.connection,
                            pulled_until = case when excluded.since < p.since then excluded.since else p.pulled_until end,
                            since = least(p.since, excluded.since)
                        """)
                .param("source", pull.source())
                .param("service", pull.service())
                .param("indicator", pull.queries().indicator())
                .param("connection", pull.connection())
                .param("good", pull.queries().good())
                .param("total", pull.queries().total())
                .param("step", pull.queries().step().toSeconds())
                .param("since", Timestamp.from(start))
                .update();
    }

    @Override
    public void cancel(SeriesRef series) {
        keyed("delete from measurement.pulls", series).update();
    }

    /** Those that have a whole step to fetch, leased to whoever asks. */
    List<Due> lease(Instant now, Duration delay, int limit) {
        return jdbc.sql(
                        """
                        update measurement.pulls p set leased_until = :lease
                        from measurement.sources s
                        where s.id = p.source and (p.source, p.service, p.indicator) in (
                            select source, service, indicator from measurement.pulls
                            where leased_until < :now and retry_at <= :now
                              and pulled_until + step_seconds * interval '1 second' <= :end
                            order by pulled_until, source, service, indicator
                            limit :limit for update skip locked)
                        returning p.*, s.owner
                        """)
                .param("lease", Timestamp.from(now.plus(LEASE)))
                .param("now", Timestamp.from(now))
                .param("end", Timestamp.from(now.minus(delay)))
                .param("limit", limit)
                .query((row, n) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        var queries = new QueryPair(
                row.getString("good"), row.getString("total"), Duration.ofSeconds(row.getLong("step_seconds")));
        return new Due(
                new Pull(row.getString("source"), row.getString("service"), row.getString("connection"), queries),
                row.getTimestamp("pulled_until").toInstant(),
                row.getString("owner"));
    }

    /** @param from where it began; if that was moved back meanwhile, it begins again from there */
    void reached(SeriesRef series, Instant from, Instant until) {
        keyed(
                        """
                        update measurement.pulls
                        set pulled_until = case when pulled_until = :from then :until else pulled_until end, failure = null
                        """,
                        series)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .update();
    }

    void release(SeriesRef series, @Nullable String failure, Instant retryAt) {
        keyed(
                        "update measurement.pulls set leased_until = '-infinity', failure = :failure, retry_at = :retryAt",
                        series)
                .param("failure", failure)
                .param("retryAt", Timestamp.from(retryAt))
                .update();
    }

    Optional<String> failure(SeriesRef series) {
        return keyed("select coalesce(failure, '') from measurement.pulls", series)
                .query(String.class)
                .optional()
                .filter(failure -> !failure.isEmpty());
    }

    private JdbcClient.StatementSpec keyed(String sql, SeriesRef series) {
        return jdbc.sql(sql + " where source = :source and service = :service and indicator = :indicator")
                .param("source", series.source())
                .param("service", series.service())
                .param("indicator", series.indicator());
    }
}
