package io.surety.escalation;

import static io.surety.agreement.VersionState.ACTIVE;
import static io.surety.agreement.VersionState.AGREED;
import static io.surety.agreement.VersionState.APPROVED;
import static io.surety.agreement.VersionState.IN_APPROVAL;
import static io.surety.agreement.VersionState.NEGOTIATING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Outcome;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.LockWaits;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Corrections that take breaches away and bring them back, from the delivery to the people ({@code domain.md} 5.2, 8). */
@WholeApplicationTest
class CorrectedBreachTest {

    private static final String PROCESS = "breach-escalation";
    private static final Instant CREATED = MovedTimeSource.START;
    private static final Instant IN_TIME = CREATED.plus(Duration.ofMinutes(30));
    private static final Instant FOUND = CREATED.plus(Duration.ofHours(2));

    @Autowired
    Agreements agreements;

    @Autowired
    ReadDocument read;

    @Autowired
    Sources sources;

    @Autowired
    TakeMeasurements measurements;

    @Autowired
    ReadEscalations escalations;

    @Autowired
    RegisterParties register;

    @Autowired
    Mailbox mailbox;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovedTimeSource time;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final String mark = "c" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-it");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");
    private final String tickets = "tickets-" + mark;
    private PersonId onCall;
    private PersonId director;

    @BeforeEach
    void aTicketThatMustBeClosedWithinAnHour() {
        time.moveTo(CREATED);
        register.organisation(new Organisation(provider, "IT", null));
        register.organisation(new Organisation(customer, "Acme", null));
        onCall = person("oncall", "engineer");
        director = person("director", "it-director");
        sources.register(new Source(tickets, provider, Set.of(customer)), onCall);
        VersionRef version = agreements
                .draft(read.read(text().getBytes(StandardCharsets.UTF_8)), onCall)
                .ref();
        for (VersionState state : List.of(NEGOTIATING, AGREED, IN_APPROVAL, APPROVED, ACTIVE)) {
            agreements.move(version, state, onCall, "test");
        }
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aCorrectionWhileTheTimerFiresIsTakenAndEndsTheEscalation_8() throws Exception {
        ProcessInstance instance = lateAndTold();
        time.moveBy(Duration.ofMinutes(15));
        String timer = processes.job(instance, "event_nextDue").getId();

        List<Outcome> taken = whileItCommits(() -> management.executeJob(timer), () -> close(1, IN_TIME));

        assertThat(taken).containsExactly(Outcome.CORRECTED);
        assertEndedBeforeAnybodyElseWasCalled(instance);
    }

    @Test
    void aCorrectionWhileTheJobExecutorTakesTheTimerIsTakenAndEndsTheEscalation_8() throws Exception {
        ProcessInstance instance = lateAndTold();
        time.moveBy(Duration.ofMinutes(15));
        String timer = processes.job(instance, "event_nextDue").getId();

        List<Outcome> taken = whileItCommits(() -> acquire(timer), () -> close(1, IN_TIME));

        assertThat(taken).containsExactly(Outcome.CORRECTED);
        assertEndedBeforeAnybodyElseWasCalled(instance);
    }

    /** The correction is held up until the other waits for it, so that it closes the circle and is given up. */
    @Test
    void aCorrectionThatMeetsAnotherTransactionInADeadlockIsTakenAllTheSame_8() throws Exception {
        ProcessInstance instance = lateAndTold();
        UUID escalation = only().id().value();
        CountDownLatch held = new CountDownLatch(2);
        CountDownLatch crosses = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Future<?> another = threads.submit(() -> transaction.executeWithoutResult(status -> {
            jdbc.sql("set local deadlock_timeout = '10min'").update();
            lock("escalation.escalations where id = :id", escalation);
            held.countDown();
            await(crosses);
            lock("measurement.sources where id = :id", tickets);
        }));
        Future<?> third = threads.submit(() -> transaction.executeWithoutResult(status -> {
            lock("evaluation.items where source = :id", tickets);
            held.countDown();
            await(letGo);
        }));
        await(held);
        Future<List<Outcome>> correction = threads.submit(() -> close(1, IN_TIME));
        new LockWaits(jdbc).await(1, correction);
        crosses.countDown();
        new LockWaits(jdbc).await(2, correction);
        letGo.countDown();

        assertThat(correction.get()).containsExactly(Outcome.CORRECTED);
        assertThatCode(another::get).doesNotThrowAnyException();
        assertThatCode(third::get).doesNotThrowAnyException();
        assertEndedBeforeAnybodyElseWasCalled(instance);
    }

    private void lock(String rows, Object id) {
        jdbc.sql("select 1 from " + rows + " for update")
                .param("id", id)
                .query(Integer.class)
                .list();
    }

    @Test
    void theSameBreachCallsAgainWhereACorrectionBringsItBack_8() {
        lateAndTold();
        close(1, IN_TIME);
        assertThat(only().state()).isEqualTo(EscalationState.RESOLVED);

        time.moveBy(Duration.ofMinutes(1));
        close(2, FOUND);

        assertThat(all()).extracting(Escalation::state).containsOnlyOnce(EscalationState.OPEN);
        Escalation again =
                all().stream().filter(e -> e.state().isOpen()).findFirst().orElseThrow();
        processes.fireDue(processes.instance(PROCESS, again.id().toString()));
        assertThat(letters(onCall)).anySatisfy(letter -> {
            assertThat(letter.subject()).contains("INC1 is past its target");
            assertThat(letter.dedupeKey()).contains(again.id().toString());
        });
    }

    /** A ticket that was closed too late, of which the first tier has told. */
    private ProcessInstance lateAndTold() {
        take("created", 0, CREATED, "created", "New");
        time.moveTo(FOUND);
        close(0, FOUND);
        ProcessInstance instance = processes.begun(PROCESS, only().id().toString());
        assertThat(letters(onCall)).hasSize(1);
        return instance;
    }

    private void assertEndedBeforeAnybodyElseWasCalled(ProcessInstance instance) {
        assertThat(only().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                .isZero();
        assertThat(letters(director)).isEmpty();
        assertThat(letters(onCall).get(0).subject()).endsWith("INC1 is resolved");
    }

    /**
     * Does one thing in a transaction that commits only once the other waits for what it has locked, so that the other one
     * has seen what was before and meets what is now.
     */
    private <T> T whileItCommits(Runnable one, Callable<T> other) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> transaction.executeWithoutResult(status -> {
            one.run();
            done.countDown();
            await(commit);
        }));
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        Future<T> second = threads.submit(other);
        new LockWaits(jdbc).await(1, second);
        commit.countDown();
        assertThatCode(first::get).doesNotThrowAnyException();
        return second.get();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the acquisition does, which takes no other lock. */
    private void acquire(String job) {
        jdbc.sql("update act_ru_job set lock_owner_ = 'node', rev_ = rev_ + 1 where id_ = :job")
                .param("job", job)
                .update();
    }

    private List<Outcome> close(int revision, Instant at) {
        return take("closed", revision, at, "changed", "Closed");
    }

    private List<Outcome> take(String id, int revision, Instant at, String event, String state) {
        Map<String, String> attributes =
                Map.of("service", "desk", "customer", customer.value(), "type", "incident", "state", state);
        Content content = new Content.WorkItem("INC1", at, List.of(), event, "human", attributes);
        return measurements.take(
                new Delivery(tickets, List.of(new Measurement(id, revision, 0, content)), false, onCall));
    }

    private List<Escalation> all() {
        return escalations.of(name(), new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
    }

    private Escalation only() {
        assertThat(all()).hasSize(1);
        return all().get(0);
    }

    private List<Letter> letters(PersonId person) {
        return mailbox.of(person, 50).stream()
                .filter(letter -> letter.state() != Letter.State.WITHDRAWN)
                .toList();
    }

    private PersonId person(String name, String role) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, "D " + name, name + "@x.example", provider, ZoneId.of("UTC"), Locale.ENGLISH), "surety");
        register.assign(Assignment.of(id, provider, new Role(role)));
        return id;
    }

    private String name() {
        return mark + "-support";
    }

    private String text() {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s-support, title: Support of %1$s}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %1$s-it, role: provider}, {id: %1$s-acme, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: always, notice: P30D, renewal: none}
                  services: [{id: desk, description: a desk}]
                  calendars: [{id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: tickets-%1$s, kind: work-items, complete: watermark}]
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets-%1$s, where: {type: [incident]}, start: {event: created}, stop: {enters: {state: [Closed]}}}
                      targets: [{id: all, calendar: always, within: PT1H}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                      escalation: desk-breach
                  escalations:
                    - id: desk-breach
                      groupBy: [agreement, term]
                      tiers:
                        - {at: {breach: true}, tell: [{role: engineer}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}
                """
                .formatted(mark);
    }
}
