package io.surety.measurement.rollup;

import io.surety.shared.SqlInstants;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which 1-minute buckets have to be folded again. */
@Repository
class Marks {

    private static final int MINUTES = 60;
    private static final long ALL = (1L << MINUTES) - 1;

    private final JdbcClient jdbc;

    Marks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets only one transaction fold at a time, on all nodes: a slower one would write what an older look has seen. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('measurement.rollup_marks', 0))")
                .query(rs -> {});
    }

    /** Lets nothing be folded until the transaction ends; several may do so at once. */
    void holdUp() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended('measurement.rollup_marks', 0))")
                .query(rs -> {});
    }

    /** Takes marks away; they come back if the transaction fails. */
    Set<BucketKey> take(int limit) {
        var minutes = new HashSet<BucketKey>();
        jdbc.sql(
                        """
                        with taken as (
                            delete from measurement.rollup_marks
                            where ctid = any(array(select ctid from measurement.rollup_marks limit :limit))
                            returning series, hour, minutes)
                        select series, hour, bit_or(minutes) from taken group by series, hour
                        """)
                .param("limit", limit)
                .query(row -> {
                    Instant hour = SqlInstants.instant(row, "hour");
                    long bits = row.getLong(3);
                    for (int minute = 0; minute < MINUTES; minute++) {
                        if ((bits >>> minute & 1) == 1) {
                            minutes.add(new BucketKey(row.getInt(1), hour.plus(Duration.ofMinutes(minute))));
                        }
                    }
                });
        return minutes;
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from measurement.rollup_marks)")
                .query(Boolean.class)
                .single();
    }

    /** All of which something is known, from an instant on. */
    void addAllOf(Collection<Integer> series, Instant from) {
        jdbc.sql(
                        """
                        insert into measurement.rollup_marks (series, hour, minutes)
                        select series, starts_at, :all from measurement.rollups_hour
                        where series = any(:series) and starts_at >= :from
                        """)
                .param("all", ALL)
                .param("series", series.toArray(Integer[]::new))
                .param("from", Timestamp.from(from))
                .update();
    }
}
