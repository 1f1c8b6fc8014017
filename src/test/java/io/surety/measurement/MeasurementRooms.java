package io.surety.measurement;

import io.surety.measurement.reading.ReadingRooms;
import io.surety.measurement.rollup.RollupRooms;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The room on a database, without the application: what it publishes is collected. */
public final class MeasurementRooms {

    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    public final TakeMeasurements take;
    public final Measurements measurements;
    public final Rollups rollups;
    public final ReadingRooms readings;
    public final JdbcClient jdbc;
    public final PlatformTransactionManager transactions;
    public final List<Object> published = new ArrayList<>();
    private final StoredSources sources;
    private volatile Instant now = NOW;
    private volatile Consumer<Object> hears = event -> {};

    private MeasurementRooms(DataSource database, Map<String, Duration> keep) {
        jdbc = JdbcClient.create(database);
        TimeSource time = () -> now;
        transactions = new DataSourceTransactionManager(database);
        readings = new ReadingRooms(database, transactions, time, keep);
        var stored = new StoredMeasurements(
                jdbc, new StoredServiceRecords(jdbc), readings.stored, new StoredWatermarks(jdbc));
        this.take = new IngestMeasurements(
                new StoredRecords(jdbc),
                stored,
                new PublishChanges(this::publish),
                readings.take,
                new ShareTransactions(),
                transactions,
                time);
        this.measurements = stored;
        this.rollups = RollupRooms.rollups(jdbc, transactions, readings, stored, this::publish);
        this.sources = new StoredSources(jdbc, time);
    }

    private synchronized void publish(Object event) {
        published.add(event);
        hears.accept(event);
    }

    /** Somebody who hears of what is published, in the transaction in which it is. */
    public void heardBy(Consumer<Object> somebody) {
        hears = somebody;
    }

    /** With a source {@code tickets} that belongs to {@code northwind-it} and that {@code acme} reads. */
    public static MeasurementRooms on(DataSource database) {
        return on(database, Map.of());
    }

    /** As above, with other times for which readings are kept. */
    public static MeasurementRooms on(DataSource database, Map<String, Duration> keep) {
        var rooms = new MeasurementRooms(database, keep);
        rooms.sources.register(
                new Source("tickets", new OrganisationId("northwind-it"), Set.of(new OrganisationId("acme"))),
                PersonId.SYSTEM);
        return rooms;
    }

    public Instant now() {
        return now;
    }

    public void moveTo(Instant instant) {
        now = instant;
    }

    public List<Outcome> take(Measurement... measurements) {
        return take.take(new Delivery("tickets", List.of(measurements), false, PersonId.SYSTEM));
    }
}
