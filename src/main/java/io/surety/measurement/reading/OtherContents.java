package io.surety.measurement.reading;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Moves readings between those that count and those that do not, and marks the minutes that change by it. The caller
 * holds the lock on the identity.
 */
@Repository
class OtherContents {

    private final JdbcClient jdbc;

    OtherContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes a reading count. */
    void store(Reading reading, Instant receivedAt) {
        jdbc.sql(
                        """
                        insert into measurement.readings (at, received_at, series, kind, good, total, value, id)
                        values (:at, :receivedAt, :series, :kind, :good, :total, :value, :id)
                        """)
                .param("at", Timestamp.from(reading.at()))
                .param("receivedAt", Timestamp.from(receivedAt))
                .param("series", reading.series())
                .param("kind", reading.kind().number())
                .param("good", reading.good(), Types.BIGINT)
                .param("total", reading.total(), Types.BIGINT)
                .param("value", reading.value(), Types.NUMERIC)
                .param("id", reading.id())
                .update();
        mark(reading.series(), reading.at());
    }

    /**
     * Keeps a content that does not count.
     *
     * @param standing x if it contradicts another content of its revision, o if a higher revision outdoes it
     * @return whether it was not there yet
     */
    boolean add(Reading reading, String standing, Instant receivedAt) {
        int added = jdbc.sql(
                        """
                        insert into measurement.other_contents
                            (source, id, revision, hash, series, at, good, total, value, received_at, standing)
                        values (:source, :id, :revision, :hash, :series, :at, :good, :total, :value, :receivedAt,
                                cast(:standing as "char"))
                        on conflict do nothing
                        """)
                .param("source", reading.source())
                .param("id", reading.id())
                .param("revision", reading.revision())
                .param("hash", reading.hash())
                .param("series", reading.series())
                .param("at", Timestamp.from(reading.at()))
                .param("good", reading.good(), Types.BIGINT)
                .param("total", reading.total(), Types.BIGINT)
                .param("value", reading.value(), Types.NUMERIC)
                .param("receivedAt", Timestamp.from(receivedAt))
                .param("standing", standing)
                .update();
        if (added > 0 && standing.equals("x")) {
            mark(reading.series(), reading.at());
        }
        return added > 0;
    }

    /** What counted until now counts no more. */
    void retire(Reading.Key key, int series, Instant at, int revision, UUID hash, String standing) {
        jdbc.sql(
                        """
                        with gone as (
                            delete from measurement.readings where series = :series and at = :at and id = :id
                            returning *)
                        insert into measurement.other_contents
                            (source, id, revision, hash, series, at, good, total, value, received_at, standing)
                        select :source, id, :revision, :hash, series, at, good, total, value, received_at,
                               cast(:standing as "char")
                        from gone
                        """)
                .param("series", series)
                .param("at", Timestamp.from(at))
                .param("id", key.id())
                .param("source", key.source())
                .param("revision", revision)
                .param("hash", hash)
                .param("standing", standing)
                .update();
        mark(series, at);
    }

    /** What contradicted itself is outdone by a higher revision. */
    void settle(Reading.Key key) {
        jdbc.sql(
                        """
                        with settled as (
                            update measurement.other_contents set standing = 'o'
                            where source = :source and id = :id and standing = 'x'
                            returning series, (extract(epoch from at) * 1000)::bigint as ms)
                        insert into measurement.rollup_marks (series, hour, minutes)
                        select series, timestamptz 'epoch' + ms / 3600000 * interval '1 hour',
                               1::bigint << (ms / 60000 % 60)::integer
                        from settled where series <> 0
                        """)
                .param("source", key.source())
                .param("id", key.id())
                .update();
    }

    private void mark(int series, Instant at) {
        if (series != Reading.NO_SERIES) {
            jdbc.sql(
                            """
                            insert into measurement.rollup_marks (series, hour, minutes)
                            values (:series, timestamptz 'epoch' + :ms / 3600000 * interval '1 hour',
                                    1::bigint << (:ms / 60000 % 60)::integer)
                            """)
                    .param("series", series)
                    .param("ms", at.toEpochMilli())
                    .update();
        }
    }
}
