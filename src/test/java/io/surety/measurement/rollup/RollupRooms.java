package io.surety.measurement.rollup;

import io.surety.measurement.Measurements;
import io.surety.measurement.Rollups;
import io.surety.measurement.reading.ReadingRooms;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The rollups on a database, without the application. */
public final class RollupRooms {

    private RollupRooms() {}

    public static Rollups rollups(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ReadingRooms readings,
            Measurements measurements,
            ApplicationEventPublisher events) {
        var marks = new Marks(jdbc);
        var fold = new FoldReadings(
                marks,
                new SumReadings(jdbc),
                new RollupRows(jdbc),
                readings.series,
                readings.kept,
                measurements,
                events,
                transactions);
        var sums = new SumReadings(jdbc);
        return new StoredRollups(
                jdbc,
                readings.series,
                new RegisterLimit(readings.series, readings.kept, marks, jdbc),
                fold,
                sums,
                new ReadCounts(jdbc, readings.series));
    }
}
