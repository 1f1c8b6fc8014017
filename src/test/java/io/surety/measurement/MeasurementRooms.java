package io.surety.measurement;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The room on a database, without the application: what it publishes is collected. */
public final class MeasurementRooms {

    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    public final TakeMeasurements take;
    public final Measurements measurements;
    public final List<Object> published = new ArrayList<>();
    private final StoredSources sources;

    private MeasurementRooms(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        TimeSource time = () -> NOW;
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        var stored = new StoredMeasurements(jdbc, new StoredServiceRecords(jdbc));
        var ingest = new IngestMeasurements(new StoredRecords(jdbc), stored, new PublishChanges(this::publish), time);
        this.take = delivery -> transactions.execute(status -> ingest.take(delivery));
        this.measurements = stored;
        this.sources = new StoredSources(jdbc, time);
    }

    private synchronized void publish(Object event) {
        published.add(event);
    }

    /** With a source {@code tickets} that belongs to {@code northwind-it} and that {@code acme} reads. */
    public static MeasurementRooms on(DataSource database) {
        var rooms = new MeasurementRooms(database);
        rooms.sources.register(
                new Source("tickets", new OrganisationId("northwind-it"), Set.of(new OrganisationId("acme"))),
                PersonId.SYSTEM);
        return rooms;
    }

    public List<Outcome> take(Measurement... measurements) {
        return take.take(new Delivery("tickets", List.of(measurements), false, PersonId.SYSTEM));
    }
}
