package io.surety.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.evaluation.clock.Scene;
import io.surety.testing.FastClock;
import io.surety.testing.ForkedApplication;
import io.surety.testing.SteadyDelivery;
import io.surety.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nodes as they are: the whole application in two processes of their own over one PostgreSQL, with its own job executor
 * and source of time. One is killed, the other is stopped, and the machine of that one is 90 s fast. The tests follow each
 * other, because a start is dear.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesTest {

    private static final int STORM = 20_000;
    private static final Duration AHEAD = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EvaluationWorld world;
    private JdbcClient jdbc;
    private String source;
    private ForkedApplication killed;
    private ForkedApplication fast;
    private boolean isFast;

    @BeforeAll
    void startTwoNodes(@TempDir Path directory) throws Exception {
        HikariDataSource database = (HikariDataSource) TestDatabase.fresh();
        world = new EvaluationWorld(database);
        jdbc = world.bean(JdbcClient.class);
        people();
        whenByTheDatabase();
        source = world.newSource();
        List.of("killed", "soon", "stopped").forEach(name -> world.activate(text(name)));
        world.scan();
        Optional<Map<String, String>> ahead = FastClock.by(AHEAD);
        isFast = ahead.isPresent();
        killed = node("killed", database.getJdbcUrl(), directory, Map.of());
        fast = node("fast", database.getJdbcUrl(), directory, ahead.orElse(Map.of()));
        killed.awaitReady();
        fast.awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        killed.close();
        fast.close();
        world.close();
    }

    /** Both share a storm while one of them takes readings, and is killed in the middle of a batch and of a delivery. */
    @Test
    @Order(1)
    void aNodeThatIsKilledInAStormLosesNothingAndRepeatsNothing() throws Exception {
        SteadyDelivery delivery = SteadyDelivery.start(killed.port(), source, now(), 3);
        delivery.awaitAcknowledged(20);
        storm("killed");
        awaitMiddleOfABatch("killed", "killed");

        killed.kill();
        long lateAtTheKill = late("killed");
        assertThat(lateAtTheKill).isBetween(1L, STORM - 1L);
        assertThat(jdbc.sql("select id from measurement.readings")
                        .query(String.class)
                        .set())
                .containsAll(delivery.acknowledged());
        Awaitility.await("the other node").atMost(PATIENCE).until(() -> late("killed") == STORM);
        exactlyOnce("killed");
        Awaitility.await("the message").atMost(PATIENCE).until(() -> messages("killed") > 0);
        assertThat(messages("killed"))
                .as("one person, told once of the first tier")
                .isEqualTo(1);
    }

    /** The database's clock stamps each row on its own; the node would have found all of this 90 s before. */
    @Test
    @Order(2)
    void aNodeWhoseMachineIs90SecondsFastFiresNothingEarly() {
        if (!isFast) {
            FastClock.abort();
        }
        clocks("soon", 20, "clock_timestamp() + interval '2 seconds' + n % 20 * interval '100 milliseconds'");

        Awaitility.await("both tiers").atMost(PATIENCE).until(() -> messages("soon") == 2);

        assertThat(late("soon")).isEqualTo(20);
        assertThat(jdbc.sql(
                                "select count(*) from evaluation.breaches where inserted_at <= breach_at or found_at <= breach_at")
                        .query(Long.class)
                        .single())
                .as("breaches before their instant")
                .isZero();
        assertThat(jdbc.sql("select count(*) from escalation.tellings where told_at < due_at or inserted_at < due_at")
                        .query(Long.class)
                        .single())
                .as("people told before a tier is due")
                .isZero();
        // Began, told the first tier, woke for the second; a timer that comes early would go round and round.
        assertThat(jdbc.sql(
                                """
                                select count(*) from act_hi_actinst a join act_hi_procinst p on p.id_ = a.proc_inst_id_
                                join escalation.escalations e on e.id::text = p.business_key_
                                where a.act_id_ = 'serviceTask_tellDue' and e.agreement = 'soon'
                                """)
                        .query(Long.class)
                        .single())
                .as("looks at the ladder")
                .isLessThanOrEqualTo(4);
    }

    @Test
    @Order(3)
    void aNodeThatIsStoppedInAStormEndsWellAndTheNextOneGoesOn() throws Exception {
        storm("stopped");
        awaitMiddleOfABatch("fast", "stopped");

        assertThat(fast.terminate(Duration.ofSeconds(30)))
                .as("ends within its grace period")
                .hasValue(143);

        long done = late("stopped");
        assertThat(done).isBetween(1L, STORM - 1L);
        assertThat(done % ScanDueClocks.CLOCKS)
                .as("the batch under way is finished")
                .isZero();
        String log = fast.log();
        assertThat(log.lines().filter(line -> line.contains(" ERROR ") || line.contains("Exception")))
                .as(() -> log)
                .isEmpty();
        exactlyOnce("stopped");
        Set<UUID> told = subjects("stopped");
        world.time().moveTo(now());
        world.scan();
        assertThat(late("stopped")).isEqualTo(STORM);
        world.heard().thresholds.stream()
                .filter(reached -> reached.version().agreement().equals("stopped"))
                .forEach(reached -> assertThat(told.add(reached.clock().value()))
                        .as("told once")
                        .isTrue());
        assertThat(told).hasSize(STORM);
    }

    private ForkedApplication node(String name, String url, Path directory, Map<String, String> environment)
            throws Exception {
        return ForkedApplication.launch(
                url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + name,
                directory,
                List.of(
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        // What a killed node's job executor had taken is another's after that.
                        "--camunda.bpm.job-execution.lock-time-in-millis=5000"),
                environment);
    }

    /** Whether it is about to write breaches, after a batch or two have been committed. */
    private void awaitMiddleOfABatch(String node, String agreement) {
        Awaitility.await("the middle of a batch of " + node)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> jdbc.sql(
                                """
                                select exists (select 1 from pg_stat_activity
                                               where application_name = :node and state = 'active'
                                                   and query like '%insert into evaluation.breaches%')
                                    and exists (select 1 from evaluation.breaches where agreement = :agreement)
                                """)
                        .param("node", node)
                        .param("agreement", agreement)
                        .query(Boolean.class)
                        .single());
    }

    private void exactlyOnce(String agreement) {
        long late = late(agreement);
        assertThat(count("evaluation.breaches", agreement)).as("breaches").isEqualTo(late);
        assertThat(jdbc.sql("select count(*) from evaluation.clocks where agreement = :agreement and state = 'LATE'"
                                + " and id in (select clock from evaluation.breaches)")
                        .param("agreement", agreement)
                        .query(Long.class)
                        .single())
                .as("clocks that are late have a breach")
                .isEqualTo(late);
        assertThat(subjects(agreement)).as("clocks that joined the escalation").hasSize(Math.toIntExact(late));
        assertThat(count("escalation.escalations", agreement)).as("escalations").isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from act_hi_procinst where business_key_ in"
                                + " (select id::text from escalation.escalations where agreement = :agreement)")
                        .param("agreement", agreement)
                        .query(Long.class)
                        .single())
                .as("processes")
                .isEqualTo(1);
    }

    private Set<UUID> subjects(String agreement) {
        return new HashSet<>(jdbc.sql("select clock from escalation.subjects where escalation in"
                        + " (select id from escalation.escalations where agreement = :agreement)")
                .param("agreement", agreement)
                .query(UUID.class)
                .list());
    }

    private long late(String agreement) {
        return jdbc.sql("select count(*) from evaluation.clocks where agreement = :agreement and state = 'LATE'")
                .param("agreement", agreement)
                .query(Long.class)
                .single();
    }

    private long messages(String agreement) {
        return jdbc.sql("select count(*) from notification.messages where placeholders->>'agreement' = :agreement")
                .param("agreement", agreement)
                .query(Long.class)
                .single();
    }

    private long count(String table, String agreement) {
        return jdbc.sql("select count(*) from " + table + " where agreement = :agreement")
                .param("agreement", agreement)
                .query(Long.class)
                .single();
    }

    /** All of them appear at once, and have been due since a moment ago. */
    private void storm(String agreement) {
        clocks(agreement, STORM, "clock_timestamp() - n % 1000 * interval '1 millisecond'");
    }

    private void clocks(String agreement, int count, String dueAt) {
        int there = jdbc.sql("select count(*) from evaluation.items")
                .query(Integer.class)
                .single();
        world.transaction(() -> {
            new OpenClocks(jdbc)
                    .insert(
                            source,
                            "generate_series(" + (there + 1) + ", " + (there + count) + ") n",
                            "'" + agreement + "'",
                            dueAt);
            return count;
        });
    }

    /** One tier tells when something is late, and once more when nobody has answered after a moment. */
    private String text(String agreement) {
        String term = "{id: resolve, service: service-desk, obligated: provider, escalation: ladder,"
                + " measure: {kind: duration, of: work-item, source: tickets, start: {event: created},"
                + " stop: {enters: {state: [Resolved]}}}, targets: [{id: all, calendar: always, within: PT4H}]}";
        String again = agreement.equals("soon") ? "PT3S" : "PT6H";
        return Scene.text(agreement, "SLA", "customer", 0, "northwind-it", term)
                .replaceAll(
                        "tiers: \\[.*",
                        "tiers: [{at: {breach: true}, tell: [{role: lead}], by: [mail]}," + " {at: {unacknowledged: "
                                + again + "}, tell: [{role: lead}], by: [mail]}]}")
                .replace("tickets", source);
    }

    private void people() {
        jdbc.sql(
                        """
                        insert into party.organisations (id, name) values ('northwind-it', 'Northwind IT'), ('acme', 'Acme');
                        insert into act_id_user (id_, rev_, first_, last_, email_)
                        values ('lea', 1, 'Lea', 'Lead', 'lea@northwind.example');
                        insert into party.people (id, organisation, zone, language)
                        values ('lea', 'northwind-it', 'Europe/Berlin', 'en');
                        insert into party.assignments (person, organisation, role) values ('lea', 'northwind-it', 'lead')
                        """)
                .update();
    }

    /** Whatever a node may think, PostgreSQL keeps true time. */
    private void whenByTheDatabase() {
        for (String table : List.of("evaluation.breaches", "escalation.tellings")) {
            jdbc.sql("alter table " + table + " add column inserted_at timestamptz default clock_timestamp()")
                    .update();
        }
    }

    private Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
