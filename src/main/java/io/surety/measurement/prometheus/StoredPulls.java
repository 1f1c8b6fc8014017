package io.surety.measurement.prometheus;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.measurement.Pull;
import io.surety.measurement.PulledLine;
import io.surety.measurement.Pulls;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class StoredPulls implements Pulls {

    /** It is renewed before each part, so that no two nodes ask the same. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final String KEY = " where source = :source and service = :service and indicator = :indicator";

    /** A node of an earlier release takes a pull by its time alone, and the name of the lease before it still stands there. */
    private static final String OWN = KEY + " and lease = :lease and lease_until = leased_until";

    /**
     * @param until everything that ended by then has been fetched
     * @param end nothing that ends after it is needed
     * @param lease whose it is, whatever becomes of it meanwhile
     */
    record Due(Pull pull, Instant until, Instant end, String owner, UUID lease) {}

    private final JdbcClient jdbc;

    StoredPulls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void fetch(Pull pull, String reader, Interval span) {
        long step = pull.queries().step().toMillis();
        Instant start = Instant.ofEpochMilli(Math.floorDiv(span.from().toEpochMilli(), step) * step);
        lock(pull, start);
        keyed(
                        """
                        insert into measurement.pull_readers as r (source, service, indicator, reader, from_at, to_at)
                        values (:source, :service, :indicator, :reader, :from, :to)
                        on conflict (source, service, indicator, reader) do update
                        set from_at = excluded.from_at, to_at = excluded.to_at
                        """,
                        pull.series())
                .param("reader", reader)
                .param("from", timestamptz(span.from()))
                .param("to", timestamptz(span.to()))
                .update();
        keyed(
                        """
                        update measurement.pulls p
                        set connection = :connection,
                            pulled_until = case when :start < p.since then :start else p.pulled_until end,
                            since = least(p.since, :start),
                            ends_at = (
                                select to_timestamp(ceil(extract(epoch from max(r.to_at)) / p.step_seconds) * p.step_seconds)
                                from measurement.pull_readers r
                                where r.source = p.source and r.service = p.service and r.indicator = p.indicator)
                        """
                                + KEY,
                        pull.series())
                .param("connection", pull.connection())
                .param("start", timestamptz(start))
                .update();
    }

    /** Makes others who have the same fetched wait, so that each sees the readers of all. */
    private void lock(Pull pull, Instant start) {
        keyed(
                        """
                        insert into measurement.pulls (source, service, indicator, connection, good, total,
                            step_seconds, since, pulled_until, ends_at)
                        values (:source, :service, :indicator, :connection, :good, :total, :step, :start, :start, :start)
                        on conflict (source, service, indicator) do update set connection = excluded.connection
                        """,
                        pull.series())
                .param("connection", pull.connection())
                .param("good", pull.queries().good())
                .param("total", pull.queries().total())
                .param("step", pull.queries().step().toSeconds())
                .param("start", timestamptz(start))
                .update();
    }

    /** Those that have a whole step to fetch, leased to whoever asks. */
    List<Due> lease(Instant now, Duration delay, int limit) {
        return jdbc.sql(
                        """
                        update measurement.pulls p set leased_until = :until, lease_until = :until, lease = gen_random_uuid()
                        from measurement.sources s
                        where s.id = p.source and (p.source, p.service, p.indicator) in (
                            select source, service, indicator from measurement.pulls
                            where pulled_until < ends_at and leased_until < :now and retry_at <= :now
                              and pulled_until + step_seconds * interval '1 second' <= :end
                            order by pulled_until, source, service, indicator
                            limit :limit for update skip locked)
                        returning p.*, s.owner
                        """)
                .param("until", timestamptz(now.plus(LEASE)))
                .param("now", timestamptz(now))
                .param("end", timestamptz(now.minus(delay)))
                .param("limit", limit)
                .query((row, n) -> due(row))
                .list();
    }

    @Override
    public List<PulledLine> of(String source) {
        return jdbc.sql(
                        "select * from measurement.pulls where source = :source order by pulled_until, service, indicator")
                .param("source", source)
                .query((row, n) -> new PulledLine(
                        pull(row),
                        instant(row, "pulled_until"),
                        instant(row, "ends_at"),
                        Optional.ofNullable(row.getString("failure"))))
                .list();
    }

    private static Pull pull(ResultSet row) throws SQLException {
        var queries = new QueryPair(
                row.getString("good"), row.getString("total"), Duration.ofSeconds(row.getLong("step_seconds")));
        return new Pull(row.getString("source"), row.getString("service"), row.getString("connection"), queries);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                pull(row),
                instant(row, "pulled_until"),
                instant(row, "ends_at"),
                row.getString("owner"),
                row.getObject("lease", UUID.class));
    }

    /** @return false if another node has it now, because this one took too long */
    boolean renew(Due due, Instant now) {
        return keyed(
                                "update measurement.pulls set leased_until = :until, lease_until = :until" + OWN,
                                due.pull().series())
                        .param("until", timestamptz(now.plus(LEASE)))
                        .param("lease", due.lease())
                        .update()
                > 0;
    }

    /** @return those ids of which the source has said something, even if it was withdrawn */
    Set<String> known(String source, List<String> ids) {
        return Set.copyOf(jdbc.sql(
                        """
                        select i.id from measurement.identities i join measurement.sources s on s.no = i.source
                        where s.id = :source and i.id = any(:ids)
                        """)
                .param("source", source)
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** @param from where it began; if that was moved back meanwhile, it begins again from there */
    void reached(SeriesRef series, Instant from, Instant until) {
        keyed(
                        """
                        update measurement.pulls
                        set pulled_until = case when pulled_until = :from then :until else pulled_until end, failure = null
                        """
                                + KEY,
                        series)
                .param("from", timestamptz(from))
                .param("until", timestamptz(until))
                .update();
    }

    /** As it was before it was leased. */
    void giveBack(Due due) {
        keyed(
                        "update measurement.pulls set leased_until = '-infinity'" + OWN,
                        due.pull().series())
                .param("lease", due.lease())
                .update();
    }

    /** What another node has by now stays its own. */
    void release(Due due, @Nullable String failure, Instant retryAt) {
        keyed(
                        "update measurement.pulls set leased_until = '-infinity', failure = :failure, retry_at = :retryAt"
                                + OWN,
                        due.pull().series())
                .param("failure", failure)
                .param("retryAt", timestamptz(retryAt))
                .param("lease", due.lease())
                .update();
    }

    Optional<String> failure(SeriesRef series) {
        return keyed("select coalesce(failure, '') from measurement.pulls" + KEY, series)
                .query(String.class)
                .optional()
                .filter(failure -> !failure.isEmpty());
    }

    private JdbcClient.StatementSpec keyed(String sql, SeriesRef series) {
        return jdbc.sql(sql)
                .param("source", series.source())
                .param("service", series.service())
                .param("indicator", series.indicator());
    }
}
