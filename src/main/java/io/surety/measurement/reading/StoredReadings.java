package io.surety.measurement.reading;

import io.surety.measurement.Contradiction;
import io.surety.measurement.CounterSample;
import io.surety.measurement.Sample;
import io.surety.shared.Interval;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Raw readings that count, as far as they are kept. */
@Repository
public class StoredReadings {

    private static final String OF_SERIES =
            """
            r.kind = :kind and r.series = (
                select no from measurement.series
                where source = :source and service = :service and indicator = '' and kind = :kind)
            """;

    private final JdbcClient jdbc;

    StoredReadings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Samples in the span, and the last one before it, in order. */
    public List<Sample> samples(String source, String service, Interval span) {
        Instant from = statement(
                        "select r.at from measurement.kept_readings r where " + OF_SERIES
                                + " and r.at < :from order by r.at desc limit 1",
                        ReadingKind.SAMPLE,
                        source,
                        service)
                .param("from", Timestamp.from(span.from()))
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(span.from());
        return between(ReadingKind.SAMPLE, source, service, from, span.to())
                .query((row, n) -> new Sample(
                        source,
                        row.getString("id"),
                        service,
                        row.getTimestamp("at").toInstant(),
                        row.getLong("good") > 0))
                .list();
    }

    public List<CounterSample> counters(String source, String service, Interval span) {
        return between(ReadingKind.COUNTER, source, service, span.from(), span.to())
                .query((row, n) -> new CounterSample(
                        source,
                        row.getString("id"),
                        service,
                        row.getTimestamp("at").toInstant(),
                        row.getLong("good"),
                        row.getLong("total")))
                .list();
    }

    private JdbcClient.StatementSpec between(
            ReadingKind kind, String source, String service, Instant from, Instant to) {
        return statement(
                        "select r.id, r.at, r.good, r.total from measurement.kept_readings r where " + OF_SERIES
                                + " and r.at >= :from and r.at < :to order by r.at, r.id",
                        kind,
                        source,
                        service)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to));
    }

    private JdbcClient.StatementSpec statement(String sql, ReadingKind kind, String source, String service) {
        return jdbc.sql(sql)
                .param("kind", kind.number())
                .param("source", source)
                .param("service", service);
    }

    /** Ids of which one revision came with two contents, at least one of them about the service and in the span. */
    public List<Contradiction> contradictions(String source, String service, Interval span) {
        return jdbc.sql(
                        """
                        select o.id, o.revision, min(s.kind) as kind, min(o.at) as from_at, max(o.at) as to_at
                        from measurement.other_contents o
                        join measurement.series s on s.no = o.series
                        where s.source = :source and s.service = :service and o.standing = 'x'
                        group by o.id, o.revision
                        having min(o.at) < :to and max(o.at) >= :from
                        order by from_at, o.id
                        """)
                .param("source", source)
                .param("service", service)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .query((row, n) -> new Contradiction(
                        source,
                        row.getString("id"),
                        ReadingKind.of(row.getInt("kind")).name().toLowerCase(Locale.ROOT),
                        new Interval(
                                row.getTimestamp("from_at").toInstant(),
                                row.getTimestamp("to_at").toInstant().plusMillis(1)),
                        Contradiction.diagnostic(source, row.getString("id"), row.getInt("revision"))))
                .list();
    }
}
