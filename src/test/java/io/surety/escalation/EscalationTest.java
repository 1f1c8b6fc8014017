package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.ClockChanged;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClocksChanged;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.measurement.ItemRef;
import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Escalations on the real engine and database: the clocks' events are published, the rest is as in production. */
@WholeApplicationTest
class EscalationTest {

    private static final String PROCESS = "breach-escalation";
    private static final String LADDER =
            """
            - {at: {elapsed: "75%"}, tell: [{role: service-desk-lead}], by: [mail]}
                    - {at: {breach: true}, tell: [{rota: first-line}], by: [mail, webhook], ackWithin: PT15M, ackLasts: PT4H, repeat: {every: PT5M, times: 3}}
                    - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""";

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    RegisterParties register;

    @Autowired
    Parties parties;

    @Autowired
    AbsencePlan absences;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    ReadEscalations escalations;

    @Autowired
    AnswerEscalation answer;

    @Autowired
    EscalationProcess process;

    @Autowired
    Mailbox mailbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    MovedTimeSource time;

    private final String mark = "e" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-it");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");
    private final Instant start = MovedTimeSource.START;
    private PersonId lead;
    private PersonId onCall;
    private PersonId director;
    private PersonId owner;
    private PersonId client;

    @BeforeEach
    void peopleOfBothSides() {
        time.moveTo(start);
        register.organisation(new Organisation(provider, "IT", null));
        register.organisation(new Organisation(customer, "Acme", null));
        lead = person("lead", provider, "service-desk-lead");
        onCall = person("oncall", provider, "engineer");
        director = person("director", provider, "it-director");
        owner = person("owner", provider, "service-level-manager");
        client = person("client", customer, "customer-representative");
        register.onCall(provider, "first-line", onCall, new Interval(start, start.plus(Duration.ofDays(60))));
    }

    @Test
    void climbsTierByTierUntilSomebodyAcknowledgesAndTellsEverybodyHowItEnded() {
        agreement("");
        ClockId clock = mark75("INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(subjects(lead)).containsExactly(name() + ": INC1 is running out of time (critical)");
        assertThat(letters(onCall)).isEmpty();
        assertThat(taskOf(lead)).isPresent();

        time.moveBy(Duration.ofHours(1));
        breach(clock, "INC1", "p1", time.now());
        processes.fireDue(instance);
        assertThat(subjects(onCall)).containsExactly(name() + ": INC1 is past its target (critical)");
        assertThat(taskOf(onCall))
                .as("the open task is offered to whoever is told later")
                .isPresent();

        time.moveBy(Duration.ofMinutes(5).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(1);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": INC1 still waits for somebody (critical)");
        assertThat(letters(director)).isEmpty();

        time.moveBy(Duration.ofMinutes(10));
        processes.fireDue(instance);
        assertThat(subjects(director)).containsExactly(name() + ": nobody has acknowledged INC1 (critical)");
        assertThat(letters(onCall))
                .as("breach, repeat, and one message for the two repeats since")
                .hasSize(3);

        time.moveBy(Duration.ofMinutes(1));
        processes.complete(taskOf(director).orElseThrow(), director.value(), Map.of("note", "I call the data centre"));
        processes.fireDue(instance);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": D director takes care of INC1");
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": D director takes care of INC1");
        assertThat(letters(director))
                .as("what had not been sent yet is withdrawn")
                .isEmpty();

        Task resolve = processes.task(instance, "userTask_resolveBreach");
        assertThat(resolve.getAssignee()).isEqualTo(director.value());
        assertThatThrownBy(() -> processes.complete(resolve, director.value(), Map.of("note", " ")))
                .isInstanceOf(Refusal.class)
                .hasMessage("say what was done about it");
        time.moveBy(Duration.ofMinutes(1));
        processes.complete(resolve, director.value(), Map.of("note", "line repaired"));
        processes.fireDue(instance);

        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": INC1 is resolved");
        assertThat(letters(client))
                .as("the customer's people are not on the ladder")
                .isEmpty();
    }

    @Test
    void whatTheFormShowsIsLocalToItsTask() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        Task task = processes.task(instance, "userTask_acknowledgeBreach");

        assertThat(task.getDueDate()).isEqualTo(java.util.Date.from(start.plus(Duration.ofMinutes(15))));
        assertThat(tasks.getVariableLocal(task.getId(), "facts").toString())
                .contains("Support of " + mark)
                .contains("critical");
        assertThat(tasks.getVariableLocal(task.getId(), "items").toString())
                .contains("INC1")
                .contains("past its target")
                .contains("Mon 2 March 2026 10:00:00 Europe/Berlin");
        assertThat(tasks.getVariableLocal(task.getId(), "told").toString()).contains("D oncall");
        processes.complete(task, onCall.value(), Map.of("note", "secret"));
        assertThat(runtime.getVariables(instance.getId())).doesNotContainKeys("note", "facts", "items", "told");
    }

    @Test
    void aStormIsOneCallWithManyItems() {
        agreement("");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (int batch = 0; batch < 3; batch++) {
                String prefix = "INC" + batch;
                events.publishEvent(new ThresholdsReached(IntStream.range(0, 100)
                        .mapToObj(i -> event(
                                new ClockId(UUID.randomUUID()), prefix + "-" + i, "rest", Optional.empty(), start))
                        .toList()));
            }
        });
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        assertThat(letters(onCall)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).contains("(critical)");
            assertThat(letter.body()).contains("Items (300)").contains("… +280");
        });
        assertThat(details().subjectCount()).isEqualTo(300);
    }

    @Test
    void aJoinOfTheSameSeverityWaitsForTheNextDigest() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        int before = letters(onCall).size();

        time.moveBy(Duration.ofMinutes(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "rest", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before);

        time.moveBy(Duration.ofHours(1).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before + 1);
        assertThat(letters(onCall).get(0).body()).contains("INC1").contains("INC2");
        assertThat(escalation().round()).isEqualTo(1);
    }

    @Test
    void aGraverBreachStartsANewRoundThoughItWasAcknowledged() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(escalation().severity()).isEqualTo(Severity.MINOR);
        acknowledge(onCall);
        int before = letters(lead).size();

        time.moveBy(Duration.ofMinutes(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);

        assertThat(escalation().round()).isEqualTo(2);
        assertThat(escalation().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        assertThat(letters(lead)).as("tier 1 again").hasSize(before + 1);
        assertThat(processes.tasks(instance, "userTask_acknowledgeBreach")).hasSize(1);
    }

    @Test
    void queuesInQuietHoursExceptWhatIsCritical() {
        agreement("      quiet: {calendar: office, except: [critical]}\n");
        Instant night = Instant.parse("2026-03-02T20:00:00Z");
        time.moveTo(night);
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", night);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();

        time.moveTo(Instant.parse("2026-03-03T07:00:00Z").minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        time.moveTo(Instant.parse("2026-03-03T07:00:00Z"));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(1);
        assertThat(letters(onCall).get(0).body()).as("the true instant").contains("20:00");

        time.moveTo(Instant.parse("2026-03-03T21:00:00Z"));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);
        assertThat(subjects(onCall).get(0)).contains("critical");
    }

    @Test
    void standsStillWhileEveryClockIsPausedAndNoneIsLate() {
        agreement(
                "",
                "- {at: {elapsed: \"50%\"}, tell: [{role: service-desk-lead}], by: [mail]}\n"
                        + "        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}");
        ClockId clock = new ClockId(UUID.randomUUID());
        reached(event(clock, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        time.moveBy(Duration.ofMinutes(10));
        changed(clock, ClockState.PAUSED);
        time.moveBy(Duration.ofHours(2));
        processes.fireDue(instance);
        assertThat(letters(director)).isEmpty();
        changed(clock, ClockState.RUNNING);
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(5).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(director)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void aPauseAfterTheBreachFreezesNothing() {
        agreement("");
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        // a clock that is late stays LATE while its item is paused
        changed(clock, ClockState.LATE);

        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void endsByItselfWhenEveryClockStoppedInTimeAndNotWhenOneWasLate() {
        agreement("");
        ClockId met = mark75("INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(1));
        changed(met, ClockState.MET);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": INC1 is resolved");

        ClockId late = new ClockId(UUID.randomUUID());
        breach(late, "INC2", "p1", time.now());
        changed(late, ClockState.STOPPED_LATE);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
    }

    @Test
    void anAcknowledgementRunsOutAndTheLadderResumesAtTheTierAfter() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        processes.fireDue(instance);

        time.moveBy(Duration.ofHours(4).minusMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);
        assertThat(subjects(director)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        assertThat(subjects(director)).containsExactly(name() + ": nobody has acknowledged INC1 (critical)");
        assertThat(taskOf(director)).isPresent();

        acknowledge(director);
        processes.fireDue(instance);
        time.moveBy(Duration.ofDays(7));
        processes.fireDue(instance);
        assertThat(subjects(director).get(0))
                .as("above the last tier there is none: it is told once more")
                .contains("still waits");
    }

    @Test
    void aTierWithNobodyIsSkippedAtOnceAndTheLastReachesTheOwner() {
        agreement(
                "",
                "- {at: {breach: true}, tell: [{rota: nobody}], by: [mail]}\n"
                        + "        - {at: {unacknowledged: PT15M}, tell: [{role: unheard-of}], by: [mail]}");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());

        assertThat(letters(owner)).hasSize(1);
        assertThat(details().log()).extracting(EscalationDetails.Event::what).contains("skipped", "last resort");
    }

    @Test
    void tellsWhoStandsInAndKeepsBothNames() {
        agreement("");
        absences.enter(
                new Absence(UUID.randomUUID(), onCall, owner, new Interval(start, start.plusSeconds(60)), "ill"),
                start);
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(owner)).hasSize(1);
        assertThat(details().told()).filteredOn(t -> t.person().equals(owner)).allSatisfy(t -> assertThat(t.insteadOf())
                .contains("D oncall"));
    }

    @Test
    void afterADowntimeAllThatIsDueIsOneMessageWithTheTrueInstants() {
        agreement(
                "",
                "- {at: {elapsed: \"75%\"}, tell: [{rota: first-line}], by: [mail]}\n"
                        + "        - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}");
        ClockId clock = mark75("INC1", "p1", start);
        breach(clock, "INC1", "p1", start.plus(Duration.ofHours(1)));
        time.moveBy(Duration.ofDays(2));
        assertThat(escalations.missed(time.now()))
                .as("the audit sees what lies undone")
                .filteredOn(m -> m.agreement().equals(name()))
                .hasSize(2);
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).singleElement().satisfies(letter -> assertThat(letter.body())
                .contains("75 %", "09:00")
                .contains("10:00"));
        assertThat(escalations.missed(time.now()))
                .filteredOn(m -> m.agreement().equals(name()))
                .isEmpty();
    }

    @Test
    void whatIsLongPastTellsNobody() {
        agreement("");
        publish(new ThresholdsReached(List.of(new ThresholdReached(
                new ClockId(UUID.randomUUID()),
                new VersionRef(name(), 1),
                "resolve",
                "p1",
                new ItemRef("tickets", "INC1"),
                ClockMark.BREACH,
                Optional.empty(),
                start,
                true))));
        assertThat(escalations.of(name(), always())).isEmpty();
    }

    @Test
    void lapsesAfterThirtyDaysWithATaskForTheOwner() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveTo(start.plus(Duration.ofDays(30)).minusMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);

        assertThat(escalation().state()).isEqualTo(EscalationState.LAPSED);
        Task followUp = processes.task(instance, "userTask_followUpLapsed");
        assertThat(followUp.getAssignee()).isEqualTo(owner.value());
        processes.complete(followUp, owner.value(), Map.of("note", "agreed with the customer"));
        processes.fireDue(instance);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
    }

    @Test
    void ofTwoWhoAcknowledgeOneIsTheFirstAndTheOtherIsToldSo() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        assertThatThrownBy(() -> answer.acknowledge(id, client, "", false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("not-told"));
        assertThat(process.completeAcknowledgement(id, onCall, "")).isTrue();
        assertThat(process.completeAcknowledgement(id, owner, "")).isFalse();
        assertThatThrownBy(() -> answer.acknowledge(id, owner, "", false)).isInstanceOfSatisfying(Refusal.class, r -> {
            assertThat(r.type()).isEqualTo("already-acknowledged");
            assertThat(r.reason()).startsWith("D oncall acknowledged it");
        });
    }

    @Test
    void isResolvedPastTheTaskToo() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();

        assertThat(process.completeResolution(id, onCall, "done")).isFalse();
        answer.resolve(id, onCall, "done");
        process.end(id);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThatThrownBy(() -> answer.resolve(id, onCall, "again"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("escalation-closed"));
    }

    @Test
    void showsTheOtherPartyTheBreachButNotThePeople() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        PersonId stranger = person("stranger", new OrganisationId(mark + "-it"), "x");
        OrganisationId other = new OrganisationId(mark + "-other");
        register.organisation(new Organisation(other, "Other", null));
        PersonId foreign = person("foreign", other, "customer-representative");

        assertThat(escalations.visible(id, parties.caller(client)).told()).isEmpty();
        assertThat(escalations.visible(id, parties.caller(stranger)).told()).isNotEmpty();
        assertThat(escalations.visibleTo(parties.caller(client), null))
                .extracting(Escalation::id)
                .containsExactly(id);
        assertThat(escalations.visibleTo(parties.caller(foreign), null)).isEmpty();
        assertThatThrownBy(() -> escalations.visible(id, parties.caller(foreign)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    /** A breach of which the first line knows, at the moment at which the next tier is due. */
    private ProcessInstance aboutToTellTheNext(String item) {
        time.moveTo(start);
        breach(new ClockId(UUID.randomUUID()), item, "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(15));
        return instance;
    }

    @Test
    void acknowledgementAndTimerAtTheSameMomentHaveExactlyOneOutcome() throws Exception {
        agreement("");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 12; i++) {
            ProcessInstance instance = aboutToTellTheNext("INC" + i);
            EscalationId id = escalation().id();
            String timer = processes.job(instance, "event_nextDue").getId();
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Boolean>> both = new ArrayList<>();
            both.add(threads.submit(meeting(together, () -> {
                management.executeJob(timer);
                processes.fireDue(instance);
                return true;
            })));
            both.add(threads.submit(meeting(together, () -> process.completeAcknowledgement(id, onCall, ""))));
            for (Future<Boolean> one : both) {
                assertThat(one.get()).isTrue();
            }
            processes.fireDue(instance);

            EscalationDetails details = escalations.details(id);
            boolean directorWasTold =
                    details.told().stream().anyMatch(t -> t.person().equals(director));
            int tier = details.escalation().acknowledgement().orElseThrow().tier();
            assertThat(details.escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);
            assertThat(tier)
                    .as("acknowledged at the tier that had been told by then")
                    .isEqualTo(directorWasTold ? 2 : 1);
            assertThat(processes.tasks(instance, "userTask_acknowledgeBreach")).isEmpty();
            assertThat(processes.tasks(instance, "userTask_resolveBreach")).hasSize(1);
            process.completeResolution(id, onCall, "done");
            processes.fireDue(instance);
        }
        threads.shutdown();
    }

    @Test
    void resolvingAndTimerAtTheSameMomentHaveExactlyOneOutcome_8() throws Exception {
        agreement("");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 6; i++) {
            ProcessInstance instance = aboutToTellTheNext("INC" + i);
            EscalationId id = escalation().id();
            String timer = processes.job(instance, "event_nextDue").getId();
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Boolean> fires = threads.submit(meeting(together, () -> {
                try {
                    management.executeJob(timer);
                } catch (ProcessEngineException e) {
                    return false; // the instance was over before: the job executor leaves it at that, too
                }
                return true;
            }));
            Future<Boolean> resolves = threads.submit(meeting(together, () -> {
                answer.resolve(id, onCall, "done");
                process.end(id);
                return true;
            }));
            fires.get();
            assertThat(resolves.get()).isTrue();
            assertThat(runtime.createProcessInstanceQuery()
                            .processInstanceId(instance.getId())
                            .count())
                    .isZero();
            assertThat(escalations.details(id).escalation().state()).isEqualTo(EscalationState.RESOLVED);
        }
        threads.shutdown();
    }

    @Test
    void aClockThatJoinsSetsAFrozenLadderGoing_8() {
        agreement(
                "",
                """
                - {at: {elapsed: "50%"}, tell: [{role: service-desk-lead}], by: [mail]}
                        - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        ClockId paused = new ClockId(UUID.randomUUID());
        reached(event(paused, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(10));
        changed(paused, ClockState.PAUSED);

        time.moveBy(Duration.ofHours(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("not every subject is paused any more").hasSize(1);

        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void standsStillFromTheStartWhereThePauseCameInTheSameInstantAsTheMark_8() {
        agreement(
                "",
                """
                - {at: {elapsed: "50%"}, tell: [{role: service-desk-lead}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        ClockId clock = new ClockId(UUID.randomUUID());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            events.publishEvent(new ThresholdsReached(
                    List.of(event(clock, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start))));
            events.publishEvent(new ClocksChanged(List.of(new ClockChanged(clock, ClockState.PAUSED))));
        });
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofHours(1));
        processes.fireDue(instance);
        assertThat(letters(lead)).isEmpty();
        assertThat(letters(director)).isEmpty();

        changed(clock, ClockState.RUNNING);
        processes.fireDue(instance);
        assertThat(letters(lead)).hasSize(1);
    }

    @Test
    void endsWhenACorrectionTakesItsOnlyBreachBack_8() {
        agreement("");
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        assertThat(letters(onCall)).hasSize(1);

        time.moveBy(Duration.ofMinutes(1));
        changed(clock, ClockState.MET);

        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": INC1 is resolved");
    }

    @Test
    void whatACorrectionTookBackInQuietHoursIsNotToldInTheMorning_8() {
        agreement(
                "      quiet: {calendar: office, except: [critical]}\n",
                """
                - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        time.moveTo(Instant.parse("2026-03-02T20:00:00Z"));
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "rest", time.now());
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofHours(1));
        changed(clock, ClockState.RUNNING);

        time.moveTo(Instant.parse("2026-03-03T08:00:00Z"));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(director)).isEmpty();

        breach(clock, "INC1", "rest", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("late in earnest now").hasSize(1);
    }

    @Test
    void aBreachOfATargetThatOnlyALaterVersionHasJoinsTheOpenOne_8() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        VersionRef first = new VersionRef(name(), 1);
        agreements.move(first, VersionState.CANCELLED, owner, "another draft");
        String later = text("", LADDER)
                .replace(
                        "- {id: rest,",
                        "- {id: p2, when: {priority: [\"2\"]}, calendar: office, within: PT8H}\n"
                                + "        - {id: rest,");
        VersionRef second = agreements
                .draft(read.read(later.getBytes(StandardCharsets.UTF_8)), owner)
                .ref();

        publish(new ThresholdsReached(List.of(new ThresholdReached(
                new ClockId(UUID.randomUUID()),
                second,
                "resolve",
                "p2",
                new ItemRef("tickets", "INC2"),
                ClockMark.BREACH,
                Optional.empty(),
                time.now(),
                false))));
        processes.fireDue(instance);

        assertThat(details().subjects()).extracting(Subject::item).containsExactlyInAnyOrder("INC1", "INC2");
    }

    @Test
    void queuesOverAWeekendInWhichTheClocksChange_8() {
        agreement("      quiet: {calendar: office, except: [critical]}\n");
        time.moveTo(Instant.parse("2026-03-27T20:00:00Z"));
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", time.now());
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        time.moveTo(Instant.parse("2026-03-30T06:00:00Z").minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("Monday 08:00 in summer time").hasSize(1);
    }

    @Test
    void aGapInTheRotaIsSkippedAtTheInstantAtWhichItBegins_8() {
        agreement("");
        time.moveTo(start.plus(Duration.ofDays(60)));
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", time.now());
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void whoeverComesAtTheInstantAtWhichAnAcknowledgementRunsOutTakesItOn_8() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        processes.fireDue(instance);
        EscalationId id = escalation().id();

        time.moveBy(Duration.ofHours(4).minusMillis(1));
        assertThatThrownBy(() -> answer.acknowledge(id, owner, "", false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("already-acknowledged"));
        time.moveBy(Duration.ofMillis(1));
        answer.acknowledge(id, owner, "", false);
        process.wake(id);
        processes.fireDue(instance);

        assertThat(escalation().acknowledgement())
                .hasValueSatisfying(a -> assertThat(a.by()).isEqualTo(owner));
        assertThat(letters(director)).isEmpty();
    }

    @Test
    void showsTheirOwnToThoseWhoLookHoweverManyOthersThereAre() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        jdbc.sql(
                        """
                insert into escalation.escalations (id, agreement, version, policy, term, group_key, provider, customer,
                    obligated, state, severity, round, opened_at, next_due_at, asked)
                select gen_random_uuid(), :others, 1, 'x', 'x', :others, :others, :others || '2', :others, 'RESOLVED', 'MINOR',
                    1, timestamptz '2026-12-01 00:00:00Z', timestamptz '2026-12-01 00:00:00Z', true
                from generate_series(1, 501)""")
                .param("others", mark + "-others")
                .update();
        try {
            assertThat(escalations.visibleTo(parties.caller(client), null))
                    .extracting(Escalation::id)
                    .containsExactly(id);
            assertThat(escalations.visibleTo(parties.caller(onCall), null))
                    .extracting(Escalation::id)
                    .containsExactly(id);
        } finally {
            jdbc.sql("delete from escalation.escalations where agreement = :others")
                    .param("others", mark + "-others")
                    .update();
        }
    }

    private static Callable<Boolean> meeting(CyclicBarrier together, Callable<Boolean> work) {
        return () -> {
            together.await();
            return work.call();
        };
    }

    private void acknowledge(PersonId person) {
        Task task = taskOf(person).orElseThrow();
        processes.complete(task, person.value(), Map.of("note", ""));
    }

    private Optional<Task> taskOf(PersonId person) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(key())
                .taskCandidateUser(person.value())
                .list()
                .stream()
                .findFirst();
    }

    private String name() {
        return mark + "-support";
    }

    private String key() {
        return escalation().id().toString();
    }

    private Interval always() {
        return new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** The newest of this test's agreement. */
    private Escalation escalation() {
        List<Escalation> all = escalations.of(name(), always());
        return all.stream().filter(e -> e.state().isOpen()).findFirst().orElseGet(() -> all.get(all.size() - 1));
    }

    private EscalationDetails details() {
        return escalations.details(escalation().id());
    }

    private ProcessInstance onlyInstance() {
        return processes.instance(PROCESS, key());
    }

    private List<Letter> letters(PersonId person) {
        return mailbox.of(person, 100).stream()
                .filter(l -> l.channel() == io.surety.notification.Notice.Channel.MAIL)
                .toList();
    }

    private List<String> subjects(PersonId person) {
        return letters(person).stream().map(Letter::subject).toList();
    }

    private ClockId mark75(String item, String target, Instant at) {
        ClockId clock = new ClockId(UUID.randomUUID());
        reached(event(clock, item, target, Optional.of(Ratio.parsePercent("75%")), at));
        return clock;
    }

    private void breach(ClockId clock, String item, String target, Instant at) {
        reached(event(clock, item, target, Optional.empty(), at));
    }

    private void reached(ThresholdReached event) {
        publish(new ThresholdsReached(List.of(event)));
    }

    private void changed(ClockId clock, ClockState state) {
        publish(new ClocksChanged(List.of(new ClockChanged(clock, state))));
    }

    private ThresholdReached event(ClockId clock, String item, String target, Optional<Ratio> percent, Instant at) {
        return new ThresholdReached(
                clock,
                new VersionRef(name(), 1),
                "resolve",
                target,
                new ItemRef("tickets", item),
                percent.map(p -> (ClockMark) new ClockMark.Elapsed(p)).orElse(ClockMark.BREACH),
                percent,
                at,
                false);
    }

    private void publish(Object event) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> events.publishEvent(event));
    }

    private PersonId person(String name, OrganisationId organisation, String role) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, "D " + name, name + "@x.example", organisation, ZoneId.of("UTC"), Locale.ENGLISH),
                "surety");
        register.assign(Assignment.of(id, organisation, new Role(role)));
        return id;
    }

    private void agreement(String quiet) {
        agreement(quiet, LADDER);
    }

    private void agreement(String quiet, String tiers) {
        agreements.draft(read.read(text(quiet, tiers).getBytes(StandardCharsets.UTF_8)), owner);
    }

    private String text(String quiet, String tiers) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s-support, title: Support of %1$s}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %1$s-it, role: provider}, {id: %1$s-acme, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: none}
                  services: [{id: desk, description: a desk}]
                  calendars:
                    - {id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                  sources: [{id: tickets, kind: work-items, complete: watermark}]
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets, where: {type: [incident]}, start: {event: created}, stop: {enters: {state: [Closed]}}}
                      targets:
                        - {id: p1, when: {priority: ["1"]}, calendar: office, within: PT4H}
                        - {id: rest, calendar: office, within: P4BD}
                      conformance: {atLeast: "95%%", per: month, by: term}
                      escalation: desk-breach
                  escalations:
                    - id: desk-breach
                      groupBy: [agreement, term]
                %2$s      tiers:
                        %3$s
                """
                .formatted(mark, quiet, tiers);
    }
}
