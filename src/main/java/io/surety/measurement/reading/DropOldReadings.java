package io.surety.measurement.reading;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes away what is older than its kind is kept: raw readings by whole days, and with them their identities, what was
 * outdone, and the buckets of 1 and 5 minutes. Those of an hour and a day stay, and so does what is held as evidence.
 */
@Service
class DropOldReadings {

    /** Of rows in one statement, so that nobody waits long for a lock. */
    private static final int BATCH = 10_000;

    private final JdbcClient jdbc;
    private final KeptReadings kept;
    private final Partitions partitions;

    DropOldReadings(JdbcClient jdbc, KeptReadings kept, Partitions partitions) {
        this.jdbc = jdbc;
        this.kept = kept;
        this.partitions = partitions;
    }

    /** @param stop asked between two days and two batches; what is left is taken away the next time */
    void run(BooleanSupplier stop) {
        for (ReadingKind kind : ReadingKind.values()) {
            Instant before = kept.goneBefore(kind);
            oldDays(kind, Partitions.day(before)).stream()
                    .takeWhile(day -> !stop.getAsBoolean())
                    .forEach(day -> drop(kind, day));
            deleteRollups("measurement.rollups_minute", kind, before, stop);
            deleteRollups("measurement.rollups_five_minutes", kind, before, stop);
        }
        partitions.forget();
        Instant oldest = Arrays.stream(ReadingKind.values())
                .map(kept::goneBefore)
                .min(Instant::compareTo)
                .orElseThrow();
        deleteIdentities(oldest, stop);
        if (!stop.getAsBoolean()) {
            deleteEvidence();
        }
    }

    private List<LocalDate> oldDays(ReadingKind kind, LocalDate before) {
        String parent = "readings_" + kind.name().toLowerCase(Locale.ROOT);
        return jdbc
                .sql(
                        """
                        select right(c.relname, 8) from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = cast(:parent as regclass)
                        """)
                .param("parent", "measurement." + parent)
                .query((row, n) -> LocalDate.parse(row.getString(1), DateTimeFormatter.BASIC_ISO_DATE))
                .list()
                .stream()
                .filter(day -> day.isBefore(before))
                .sorted()
                .toList();
    }

    private void drop(ReadingKind kind, LocalDate day) {
        jdbc.sql("select measurement.drop_partition(:kind, :day)")
                .param("kind", (int) kind.number())
                .param("day", day)
                .query(row -> {});
    }

    private void deleteRollups(String table, ReadingKind kind, Instant before, BooleanSupplier stop) {
        deleteAll(
                "delete from " + table + " where ctid = any(array(select b.ctid from " + table
                        + " b join measurement.series s on s.no = b.series"
                        + " where s.kind = " + kind.number() + " and b.starts_at < :before limit :batch))",
                before,
                stop);
    }

    /** Kinds share identities, so they stay as long as the kind that is kept longest; also while a later content is known. */
    private void deleteIdentities(Instant before, BooleanSupplier stop) {
        deleteAll(
                """
                delete from measurement.other_contents where ctid = any(array(
                    select ctid from measurement.other_contents where at < :before limit :batch))
                """,
                before,
                stop);
        deleteAll(
                """
                delete from measurement.identities where ctid = any(array(
                    select i.ctid from measurement.identities i
                    where i.at < :before and not exists (
                        select 1 from measurement.other_contents o where o.source = i.source and o.id = i.id)
                    limit :batch))
                """,
                before,
                stop);
    }

    private void deleteAll(String sql, Instant before, BooleanSupplier stop) {
        int deleted = BATCH;
        while (deleted == BATCH && !stop.getAsBoolean()) {
            deleted = jdbc.sql(sql)
                    .param("before", Timestamp.from(before))
                    .param("batch", BATCH)
                    .update();
        }
    }

    private void deleteEvidence() {
        jdbc.sql(
                        """
                        delete from measurement.evidence_readings r using measurement.series s
                        where s.no = r.series and not exists (
                            select 1 from measurement.evidence_holds h
                            where h.source = s.source and h.service = s.service and r.at >= h.from_at and r.at < h.to_at)
                        """)
                .update();
    }
}
