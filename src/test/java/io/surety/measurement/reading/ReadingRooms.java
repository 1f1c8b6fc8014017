package io.surety.measurement.reading;

import io.surety.measurement.HoldEvidence;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The store of readings on a database, without the application. */
public final class ReadingRooms {

    public final SeriesDirectory series;
    public final KeptReadings kept;
    public final StoredReadings stored;
    public final TakeReadings take;
    public final HoldEvidence holds;
    private final DropOldReadings drop;

    private final WriteReadings write;
    private final TimeSource time;

    public ReadingRooms(
            DataSource database, PlatformTransactionManager transactions, TimeSource time, Map<String, Duration> keep) {
        JdbcClient jdbc = JdbcClient.create(database);
        this.time = time;
        var settings = new ReadingSettings(keep, 256);
        series = new SeriesDirectory(jdbc, transactions);
        kept = new KeptReadings(settings, time);
        stored = new StoredReadings(jdbc);
        var partitions = new Partitions(jdbc, transactions);
        drop = new DropOldReadings(jdbc, kept, partitions);
        holds = new StoredHolds(jdbc);
        write = new WriteReadings(
                partitions,
                new CopyNew(database),
                new InsertNew(database),
                new InsertFew(database),
                new CorrectKnown(jdbc, new OtherContents(jdbc), kept, transactions),
                time);
        take = take(new AwaitOthers(), settings);
    }

    /** The same store, with so much room for deliveries that wait. */
    public TakeReadings takeWithRoomFor(int waiting) {
        var settings = new ReadingSettings(Map.of(), waiting);
        return take(new AwaitOthers(), settings);
    }

    /** The same store, whose deliveries await each other in this way. */
    TakeReadings takeThatWaits(AwaitOthers others) {
        return take(others, new ReadingSettings(Map.of(), 256));
    }

    private TakeReadings take(AwaitOthers others, ReadingSettings settings) {
        return new TakeReadings(new ReadContents(series), new ShareCommits(write, others, settings), kept, time);
    }

    public void dropOld() {
        dropOld(() -> false);
    }

    public void dropOld(BooleanSupplier stop) {
        drop.run(stop);
    }
}
