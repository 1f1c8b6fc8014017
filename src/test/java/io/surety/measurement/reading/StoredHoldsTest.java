package io.surety.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import io.surety.workflow.EngineTables;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Which services are held for a key, also beside a node that holds one service for each and knows no parts. */
class StoredHoldsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Interval DAY = new Interval(START, START.plus(Duration.ofDays(1)));
    private static final Interval WEEK = new Interval(START, START.plus(Duration.ofDays(7)));

    private final DataSource database = new DriverManagerDataSource(TestDatabase.emptyUrl(), "postgres", "");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final StoredHolds holds = new StoredHolds(jdbc);

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .outOfOrder(true)
                .javaMigrations(new EngineTables())
                .target(target)
                .load()
                .migrate();
    }

    /** The statement of a node that knows no parts. */
    private void holdOne(String key, String service, Interval span) {
        jdbc.sql(
                        """
                        insert into measurement.evidence_holds (key, source, service, from_at, to_at)
                        values (:key, :source, :service, :from, :to)
                        on conflict (key) do update
                        set source = excluded.source, service = excluded.service, from_at = excluded.from_at,
                            to_at = excluded.to_at
                        """)
                .param("key", key)
                .param("source", "probes")
                .param("service", service)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .update();
    }

    /** Of each service that is held for as many days as are held of it, as whoever takes readings away asks for them. */
    private List<String> held() {
        return jdbc.sql(
                        """
                        select service || ' ' || extract(day from max(to_at) - min(from_at))
                        from measurement.evidence_holds group by service order by service
                        """)
                .query(String.class)
                .list();
    }

    @Test
    void holdingAgainChangesTheSpanAndLetsGoOfPartsThatAreNoLongerNamed() {
        migrate("latest");
        holds.hold("v", "probes", List.of("checkout", "cards", "vouchers"), DAY);
        holds.hold("other", "probes", List.of("portal", "search"), DAY);
        assertThat(held()).containsExactly("cards 1", "checkout 1", "portal 1", "search 1", "vouchers 1");

        holds.hold("v", "probes", List.of("checkout", "vouchers"), WEEK);
        assertThat(held()).containsExactly("checkout 7", "portal 1", "search 1", "vouchers 7");

        holds.release("v");
        assertThat(held()).containsExactly("portal 1", "search 1");
    }

    @Test
    void aNodeThatKnowsNoPartsHoldsTheSameKeyAndLeavesThePartsHeld() {
        migrate("latest");
        holdOne("v", "checkout", DAY);
        holds.hold("v", "probes", List.of("checkout", "cards"), DAY);

        holdOne("v", "checkout", WEEK);

        assertThat(held()).containsExactly("cards 1", "checkout 7");
    }

    /** For a while a key had a row for each service, all alike. */
    @Test
    void whatWasHeldStaysHeldAndIsLetGoTogether() {
        migrate("280");
        jdbc.sql(
                        """
                        insert into measurement.evidence_holds (key, source, service, from_at, to_at)
                        select key, 'probes', service, '2026-01-01Z', '2026-01-02Z'
                        from (values ('v', 'checkout'), ('v', 'cards'), ('w', 'portal')) held(key, service)
                        """)
                .update();

        migrate("latest");
        assertThat(held()).containsExactly("cards 1", "checkout 1", "portal 1");
        holdOne("v", "checkout", WEEK);
        holdOne("w", "portal", WEEK);
        assertThat(held()).containsExactly("cards 1", "checkout 7", "portal 7");

        holds.release("v");
        assertThat(held()).containsExactly("portal 7");
    }
}
