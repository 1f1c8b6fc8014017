package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.ledger.PackedLedger;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.TestDatabase;
import io.surety.workflow.EngineTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What was stored before, such as when each verdict and each publication had a copy of its ledger. */
class StoredLedgersTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Account LEDGER = new Account(
            Ratio.of(3, 2),
            List.of(new AccountEntry("a", "tickets/Ä1", JUNE, AccountLabel.BAD, "late", Ratio.of(3, 2), null)));

    private final DataSource database = new DriverManagerDataSource(TestDatabase.emptyUrl(), "postgres", "");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void before() {
        migrate(database, "210");
    }

    @Test
    void whatWasSaidBeforeLedgersWereKeptOnceIsSaidStill() {
        UUID id = UUID.randomUUID();
        insert(jdbc, id, 1);

        migrate(database, "latest");

        StoredVerdict stored = new VerdictRows(jdbc).find(id).orElseThrow();
        assertThat(stored.verdict().ledger()).isEqualTo(LEDGER);
        assertThat(new Publications(jdbc).asOf("acme", new Interval(JUNE, JULY), JULY))
                .singleElement()
                .satisfies(said -> assertThat(said.verdict()).isEqualTo(stored.verdict()));
        Said said = new VerdictRows(jdbc)
                .said(new VersionRef("acme", 1), "resolve", JUNE)
                .getOrDefault(Optional.<String>empty(), Said.of(stored.in(PeriodState.RUNNING)));
        assertThat(said).isEqualTo(Said.of(stored, PackedLedger.of(LEDGER)));
        assertThat(new Judged(Optional.of(said), stored).changed())
                .as("judging again")
                .isFalse();
        assertThat(jdbc.sql("select count(*) from evaluation.ledgers")
                        .query(Long.class)
                        .single())
                .as("kept once")
                .isEqualTo(1);
    }

    @Test
    void whatWasCancelledWithItsAmountOwesNothing() {
        UUID earnedBack = UUID.randomUUID();
        UUID issued = UUID.randomUUID();
        credit(jdbc, earnedBack, 1, Credit.State.CANCELLED);
        credit(jdbc, issued, 2, Credit.State.ISSUED);

        migrate(database, "latest");

        Credits credits = new Credits(jdbc);
        assertThat(credits.get(earnedBack).amount()).isEqualByComparingTo("0");
        assertThat(credits.get(issued).amount()).isEqualByComparingTo("100");
    }

    private static void credit(JdbcClient jdbc, UUID verdict, int number, Credit.State state) {
        insert(jdbc, verdict, number);
        new Credits(jdbc)
                .insert(new Credit(
                        verdict,
                        verdict,
                        new VersionRef("acme", number),
                        "resolve",
                        Optional.empty(),
                        new Interval(JUNE, JULY),
                        "EUR",
                        BigDecimal.valueOf(100),
                        "{}",
                        state,
                        Optional.empty(),
                        JULY));
    }

    private static void insert(JdbcClient jdbc, UUID id, int number) {
        jdbc.sql(
                        """
                        insert into evaluation.verdicts (id, agreement, version, term, target, period_from, period_to,
                            part_from, part_to, state, value, count, ledger, document_hash, tzdata, code_version,
                            judged_at, final_due_at, serial)
                        values (:id, 'acme', :number, 'resolve', '', :from::timestamptz, :to::timestamptz, :from::timestamptz,
                            :to::timestamptz, 'FINAL', 'VIOLATED', 1, :ledger, repeat('0', 64), '2026a', '1',
                            :to::timestamptz, :to::timestamptz, :number);
                        insert into evaluation.publications (serial, verdict, published_at, state, value, content)
                        values (:number, :id, :to::timestamptz, 'FINAL', 'VIOLATED', jsonb_build_object('partTo', :to::text,
                            'count', 1, 'ledger', :ledger::text, 'documentHash', repeat('0', 64), 'tzdata', '2026a',
                            'codeVersion', '1', 'judgedAt', :to::text, 'finalDueAt', :to::text))
                        """)
                .param("id", id)
                .param("number", number)
                .param("from", JUNE.toString())
                .param("to", JULY.toString())
                .param("ledger", LedgerJson.write(LEDGER))
                .update();
    }

    private static void migrate(DataSource database, String target) {
        Flyway.configure()
                .dataSource(database)
                .outOfOrder(true)
                .javaMigrations(new EngineTables())
                .target(target)
                .load()
                .migrate();
    }
}
