package io.surety.measurement;

import static io.surety.shared.SqlInstants.instantIfAny;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads until when sources and their lines of numbers are known. */
@Repository
class StoredWatermarks {

    /** Of what it spoke last by itself, and not because it was asked. */
    private static final String SPOKEN_OF =
            """
            greatest(
                (select max(greatest(starts_at, ends_at)) from measurement.records
                 where source = :source and standing = 'COUNTS'
                   and kind in ('work-item', 'outage', 'sample', 'counter')),
                (select max(last.last_at) from measurement.series s
                 cross join lateral (
                     select d.last_at from measurement.rollups_day d
                     where d.series = s.no and d.last_at is not null
                     order by d.starts_at desc limit 1) as last
                 where s.source = :source and not exists (
                     select 1 from measurement.pulls p
                     where p.source = s.source and p.service = s.service and p.indicator = s.indicator)))
            """;

    private final JdbcClient jdbc;

    StoredWatermarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What it spoke of is asked only if nothing was declared. */
    KnownUntil of(String source) {
        return of(source, " declared is null");
    }

    /** Of the source as a whole: what it spoke of is asked only if nothing else is known. */
    Optional<Instant> ofAll(String source) {
        return of(source, " coalesce(declared, pulled) is null").instant();
    }

    private KnownUntil of(String source, String askWhatItSpokeOf) {
        return jdbc.sql(
                        """
                        with said as materialized (
                            select
                                (select max(starts_at) from measurement.records
                                 where source = :source and standing = 'COUNTS' and kind = 'watermark') as declared,
                                (select coalesce(min(pulled_until) filter (where pulled_until < ends_at), max(pulled_until))
                                 from measurement.pulls where source = :source) as pulled)
                        select declared, pulled, case when"""
                                + askWhatItSpokeOf + " then " + SPOKEN_OF + " end as spoken from said")
                .param("source", source)
                .query((rs, n) -> new KnownUntil(
                        instantIfAny(rs, "declared"), instantIfAny(rs, "pulled"), instantIfAny(rs, "spoken")))
                .single();
    }

    /** A few statements, however many lines there are. */
    Map<SeriesRef, Instant> of(Collection<SeriesRef> lines) {
        Map<SeriesRef, Instant> known = saidOrPulled(List.copyOf(new HashSet<>(lines)));
        Map<String, Optional<Instant>> spoken = new HashMap<>();
        for (SeriesRef line : lines) {
            if (!known.containsKey(line)) {
                spoken.computeIfAbsent(line.source(), this::spokenOf).ifPresent(at -> known.put(line, at));
            }
        }
        return known;
    }

    private Map<SeriesRef, Instant> saidOrPulled(List<SeriesRef> lines) {
        Map<SeriesRef, Instant> known = new HashMap<>();
        jdbc.sql(
                        """
                        with said as materialized (
                            select s.id, (select max(r.starts_at) from measurement.records r
                                          where r.source = s.id and r.standing = 'COUNTS' and r.kind = 'watermark') as until
                            from unnest(:named::text[]) as s(id))
                        select l.source, l.service, l.indicator, coalesce(said.until, p.pulled_until) as until
                        from unnest(:sources::text[], :services::text[], :indicators::text[])
                            as l(source, service, indicator)
                        join said on said.id = l.source
                        left join measurement.pulls p
                            on p.source = l.source and p.service = l.service and p.indicator = l.indicator
                        """)
                .param("named", lines.stream().map(SeriesRef::source).distinct().toArray(String[]::new))
                .param("sources", texts(lines, SeriesRef::source))
                .param("services", texts(lines, SeriesRef::service))
                .param("indicators", texts(lines, SeriesRef::indicator))
                .query(rs -> {
                    var line =
                            new SeriesRef(rs.getString("source"), rs.getString("service"), rs.getString("indicator"));
                    instantIfAny(rs, "until").ifPresent(until -> known.put(line, until));
                });
        return known;
    }

    private static String[] texts(List<SeriesRef> lines, Function<SeriesRef, String> part) {
        return lines.stream().map(part).toArray(String[]::new);
    }

    private Optional<Instant> spokenOf(String source) {
        return jdbc.sql("select " + SPOKEN_OF + " as until")
                .param("source", source)
                .query((rs, n) -> instantIfAny(rs, "until"))
                .single();
    }
}
