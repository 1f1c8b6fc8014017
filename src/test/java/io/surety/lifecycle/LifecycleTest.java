package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of a version on the real engine and database, with a moved clock. */
@WholeApplicationTest
class LifecycleTest {

    private static final String LIFE = "sla-lifecycle";
    private static final String IN_FORCE = "sla-in-force";
    private static final Instant BERLIN_APRIL = Instant.parse("2026-03-31T22:00:00Z");
    private static final Instant BERLIN_NEXT_APRIL = Instant.parse("2027-03-31T22:00:00Z");

    @Autowired
    RegisterParties register;

    @Autowired
    Parties parties;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    Negotiate negotiate;

    @Autowired
    LifecycleRequests requests;

    @Autowired
    LifeProcess life;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    @Autowired
    MovedTimeSource time;

    private ThreeParties three;

    @BeforeEach
    void threePartiesWithApprovers() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        String mark = three.agreement;
        // the one who asks for an amendment does not approve it
        three.person(new PersonId("rita-" + mark), three.customer, Role.CUSTOMER_REPRESENTATIVE);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + mark), three.provider, role);
            three.person(new PersonId(role + "-c-" + mark), three.customer, role);
        }
    }

    @Test
    void walksFromDraftToExpiry() {
        VersionRef ref = agreed(Content.PLAIN);
        assertThat(life.standings(ref)).extracting(LifeProcess.Standing::name).containsExactly("Start approval");

        requests.startApproval(three.agreement, caller(three.manager));
        assertThat(state(ref)).isEqualTo(VersionState.IN_APPROVAL);
        approve(ref);
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
        assertThat(life.standings(ref)).singleElement().satisfies(standing -> {
            assertThat(standing.name()).isEqualTo("Start or cancellation");
            assertThat(standing.dueAt()).isEqualTo(BERLIN_APRIL);
        });

        ProcessInstance process = process(ref);
        time.moveTo(BERLIN_APRIL.minusMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.inForce(three.agreement, time.now()))
                .hasValueSatisfying(v -> assertThat(v.ref()).isEqualTo(ref));

        time.moveTo(BERLIN_NEXT_APRIL);
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }

    @Test
    void letsOnlyTheProviderStartTheApprovalAndOnlyWhenItIsDue() {
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        processes.fireDue(process(ref));

        refused("approval-not-ready", () -> requests.startApproval(three.agreement, caller(three.manager)));
        refused("not-a-representative", () -> requests.startApproval(three.agreement, caller(three.representative)));
        refused("not-found", () -> requests.startApproval(three.agreement, caller(three.stranger)));
    }

    /** In approval, where the first who decides wants something else. */
    private VersionRef askedForAChange() {
        VersionRef ref = agreed(Content.PLAIN);
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(process(ref));
        Task vote = approvals(ref).get(0);
        processes.complete(
                vote, someone(vote), Map.of("decision", "change", "reason", "the price is not what was planned"));
        return ref;
    }

    @Test
    void negotiatesAgainWhenApprovalAsksForAChange() {
        VersionRef ref = askedForAChange();
        processes.fireDue(process(ref));

        assertThat(state(ref)).isEqualTo(VersionState.NEGOTIATING);
        offerAndAccept(ref);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.AGREED);
    }

    @Test
    void activatesAnAmendmentAndSupersedesWhatWasInForceAtOneInstant() {
        VersionRef first = active(Content.PLAIN);
        ProcessInstance firstProcess = process(first);

        Version next = requests.amend(
                three.agreement,
                three.document(
                        Content.PLAIN.validity("2026-07-01", "2027-07-01").price("13000.00")),
                caller(three.representative));
        assertThat(next.ref()).isEqualTo(new VersionRef(three.agreement, 2));
        assertThat(state(first)).isEqualTo(VersionState.ACTIVE);
        processes.fireDue(process(next.ref()));
        offerAndAccept(next.ref());
        approved(next.ref());

        Instant july = Instant.parse("2026-06-30T22:00:00Z");
        time.moveTo(july);
        processes.fireDue(process(next.ref()));

        assertThat(state(next.ref())).isEqualTo(VersionState.ACTIVE);
        assertThat(state(first)).isEqualTo(VersionState.SUPERSEDED);
        assertThat(agreements.get(first).validity().to()).isEqualTo(july);
        assertThat(endOf(firstProcess)).isEqualTo("endEvent_superseded");
        assertThat(processes.isRunning(IN_FORCE, first.toString())).isFalse();
    }

    @Test
    void takesOneAmendmentAtATime() {
        active(Content.PLAIN);
        var document = three.document(Content.PLAIN.validity("2026-07-01", "2027-07-01"));
        requests.amend(three.agreement, document, caller(three.manager));

        refused("version-under-way", () -> requests.amend(three.agreement, document, caller(three.manager)));
    }

    @Test
    void suspendsAndResumesAnyNumberOfTimes() {
        VersionRef ref = active(Content.PLAIN);

        for (int round = 1; round <= 2; round++) {
            requests.suspend(three.agreement, "the building is closed", caller(three.manager));
            assertThat(state(ref)).isEqualTo(VersionState.SUSPENDED);
            refused("state-conflict", () -> requests.suspend(three.agreement, "again", caller(three.manager)));
            time.moveBy(Duration.ofDays(2));
            requests.resume(three.agreement, "it is open again", caller(three.representative));
            assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        }
        refused("state-conflict", () -> requests.resume(three.agreement, "again", caller(three.manager)));
        assertThat(agreements.get(ref).suspensions()).hasSize(2);
    }

    @Test
    void expiresWhileItIsSuspended() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.suspend(three.agreement, "the building is closed", caller(three.manager));

        time.moveTo(BERLIN_NEXT_APRIL);
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }

    @Test
    void terminatesAtTheEndOfTheNoticeAndNotBefore() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        LocalDate earliest = LocalDate.of(2026, 4, 1).plusDays(90);
        LocalDate chosen = earliest.plusDays(3);

        refused(
                "request-invalid",
                () -> requests.terminate(
                        three.agreement, earliest.minusDays(1), "we move", caller(three.representative)));
        requests.terminate(three.agreement, chosen, "we move", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.get(ref).validity().to()).isEqualTo(Instant.parse("2026-07-02T22:00:00Z"));
        for (LocalDate other : List.of(earliest, chosen.plusMonths(1))) {
            refused("notice-given", () -> requests.terminate(three.agreement, other, "we move", caller(three.manager)));
        }

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z"));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(endOf(process)).isEqualTo("endEvent_terminated");
    }

    @Test
    void isSuspendedResumedAndAmendedAlsoWhileItsNoticeRuns_2_1() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.suspend(three.agreement, "the building is closed", caller(three.manager));
        requests.terminate(three.agreement, LocalDate.of(2026, 7, 3), "we move", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.SUSPENDED);

        time.moveBy(Duration.ofDays(2));
        requests.resume(three.agreement, "it is open again", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        requests.suspend(three.agreement, "closed again", caller(three.manager));
        requests.resume(three.agreement, "open again", caller(three.manager));
        Version next = requests.amend(
                three.agreement,
                three.document(
                        Content.PLAIN.validity("2026-06-01", "2027-07-01").price("13000.00")),
                caller(three.representative));
        assertThat(next.ref().number()).isEqualTo(2);

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z").minusMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(endOf(process)).isEqualTo("endEvent_terminated");
    }

    @Test
    void ofTwoNoticesAtOnceOneIsGiven_2_1() throws Exception {
        VersionRef ref = active(Content.PLAIN);
        List<LocalDate> dates = List.of(LocalDate.of(2026, 7, 3), LocalDate.of(2026, 8, 4));
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Object>> both = dates.stream()
                .map(date -> threads.submit(() -> {
                    together.await();
                    try {
                        requests.terminate(three.agreement, date, "we move", caller(three.manager));
                        return (Object) date;
                    } catch (Refusal refused) {
                        return refused;
                    }
                }))
                .toList();
        List<Object> answers = new ArrayList<>();
        for (Future<Object> one : both) {
            answers.add(one.get());
        }
        threads.shutdown();

        assertThat(answers)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .satisfies(refused -> assertThat(((Refusal) refused).kind()).isEqualTo(Refusal.Kind.CONFLICT));
        LocalDate given = (LocalDate)
                answers.stream().filter(LocalDate.class::isInstance).findFirst().orElseThrow();
        assertThat(agreements.get(ref).validity().to())
                .isEqualTo(given.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant());
    }

    @Test
    void whoMadeTheAcceptedOfferDoesNotApproveItThoughAnotherWroteItsContentFirst_7_5() {
        PersonId colleague = new PersonId("nick-" + three.agreement);
        three.person(colleague, three.provider, Role.SERVICE_LEVEL_MANAGER);
        register.assign(Assignment.of(colleague, three.provider, Role.OPERATIONS_APPROVER));
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        processes.fireDue(process(ref));
        Offer first = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(three.manager));
        Offer second = counter(ref, first, Content.PLAIN.price("11000.00"), three.representative);
        Offer third = counter(ref, second, Content.PLAIN, colleague);
        assertThat(third.hash()).isEqualTo(first.hash());
        negotiate.accept(ref, third.id(), third.hash(), Actor.overRest(three.representative));
        processes.fireDue(process(ref));
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(process(ref));

        assertThat(approvals(ref)).isNotEmpty().allSatisfy(task -> assertThat(
                        tasks.getIdentityLinksForTask(task.getId()))
                .extracting(IdentityLink::getUserId)
                .doesNotContain(colleague.value(), three.manager.value()));
    }

    @Test
    void aNegotiationThatIsFasterThanTheRecordOfTheApprovalGoesOn_7_5() {
        VersionRef ref = askedForAChange();
        while (state(ref) == VersionState.IN_APPROVAL) {
            String next = processes.jobs(process(ref)).stream()
                    .filter(job -> job.getDuedate() == null || !job.getDuedate().after(Date.from(time.now())))
                    .findFirst()
                    .orElseThrow()
                    .getId();
            management.executeJob(next);
        }
        offerAndAccept(ref);
        processes.fireDue(process(ref));

        assertThat(state(ref)).isEqualTo(VersionState.AGREED);
        requests.startApproval(three.agreement, caller(three.manager));
        assertThat(state(ref)).isEqualTo(VersionState.IN_APPROVAL);
    }

    @Test
    void theNoticeMaySayThatOpenClocksAreCancelledAtItsEndAndNotBefore_2_1() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.terminate(three.agreement, LocalDate.of(2026, 7, 3), "we move", true, caller(three.representative));
        assertThat(agreements.get(ref).cancelsClocks()).isFalse();

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z"));
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(agreements.get(ref).cancelsClocks()).isTrue();
    }

    @Test
    void cancelsAnApprovedVersionBeforeItsStart() {
        VersionRef ref = agreed(Content.PLAIN);
        approved(ref);
        ProcessInstance process = process(ref);

        requests.cancel(three.agreement, "the move is off", caller(three.representative));

        assertThat(state(ref)).isEqualTo(VersionState.CANCELLED);
        assertThat(endOf(process)).isEqualTo("endEvent_cancelled");
    }

    @Test
    void givesUpADraftThatHasNotBeenOffered() {
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        ProcessInstance process = process(ref);
        processes.fireDue(process);

        requests.cancel(three.agreement, "not now", caller(three.manager));
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.CANCELLED);
        assertThat(endOf(process)).isEqualTo("endEvent_notAgreed");
    }

    @Test
    void expiresAVersionWhoseEndIsPastAtOnce() {
        VersionRef ref = agreed(Content.PLAIN.validity("2025-01-01", "2026-01-01"));
        ProcessInstance process = process(ref);
        approved(ref);

        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.history(three.agreement))
                .extracting(Agreements.HistoryEntry::state)
                .endsWith(VersionState.APPROVED, VersionState.ACTIVE, VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }

    @Test
    void keepsARunningLifeRunningWhenTheModelChanges() throws IOException {
        VersionRef ref = agreed(Content.PLAIN);
        ProcessInstance process = process(ref);
        ProcessDefinition newer = deployChanged(process.getProcessDefinitionId());
        try {
            migrateAndGoOn(ref, process, newer);
        } finally {
            repository.deleteDeployment(newer.getDeploymentId(), true);
        }
    }

    private void migrateAndGoOn(VersionRef ref, ProcessInstance process, ProcessDefinition newer) {
        MigrationPlan plan = runtime.createMigrationPlan(process.getProcessDefinitionId(), newer.getId())
                .mapEqualActivities()
                .updateEventTriggers()
                .build();
        runtime.newMigration(plan).processInstanceIds(process.getId()).execute();

        assertThat(process(ref).getProcessDefinitionId()).isEqualTo(newer.getId());
        approved(ref);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(process.getId())
                        .activityId("serviceTask_newStep")
                        .count())
                .isEqualTo(1);
    }

    /** The deployed model with one more step before the activation, as a later release may have it. */
    private ProcessDefinition deployChanged(String definition) throws IOException {
        String model;
        try (InputStream deployed = repository.getProcessModel(definition)) {
            model = new String(deployed.readAllBytes(), StandardCharsets.UTF_8);
        }
        String changed = model.replace("targetRef=\"serviceTask_activateVersion\"", "targetRef=\"serviceTask_newStep\"")
                .replace(
                        "<bpmn:serviceTask id=\"serviceTask_activateVersion\"",
                        "<bpmn:serviceTask id=\"serviceTask_newStep\" name=\"New step\" camunda:expression=\"${true}\" />"
                                + "<bpmn:sequenceFlow id=\"flow_newStep\" sourceRef=\"serviceTask_newStep\""
                                + " targetRef=\"serviceTask_activateVersion\" />"
                                + "<bpmn:serviceTask id=\"serviceTask_activateVersion\"")
                .replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:\\1>", "")
                .replaceAll("(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "");
        var deployment = repository
                .createDeployment()
                .name("changed " + three.agreement)
                .addInputStream(
                        "sla-lifecycle.bpmn", new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)))
                .addInputStream(
                        "start-approval.form", getClass().getResourceAsStream("/forms/lifecycle/start-approval.form"))
                .deployWithResult();
        return deployment.getDeployedProcessDefinitions().get(0);
    }

    private VersionRef agreed(Content content) {
        VersionRef ref = three.draft(agreements, content).ref();
        processes.fireDue(process(ref));
        offerAndAccept(ref);
        processes.fireDue(process(ref));
        return ref;
    }

    private VersionRef active(Content content) {
        VersionRef ref = agreed(content);
        approved(ref);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        return ref;
    }

    private void offerAndAccept(VersionRef ref) {
        Offer offer = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(three.manager));
        negotiate.accept(ref, offer.id(), offer.hash(), Actor.overRest(three.representative));
    }

    private Offer counter(VersionRef ref, Offer head, Content content, PersonId by) {
        return negotiate.counter(
                ref,
                head.hash(),
                null,
                three.document(content),
                time.now().plus(Duration.ofDays(7)),
                Actor.overRest(by));
    }

    private void approved(VersionRef ref) {
        processes.fireDue(process(ref));
        requests.startApproval(ref.agreement(), caller(three.manager));
        approve(ref);
    }

    /** Everybody who is asked approves, until nobody is asked any more. */
    private void approve(VersionRef ref) {
        ProcessInstance process = process(ref);
        processes.fireDue(process);
        for (List<Task> open = approvals(ref); !open.isEmpty(); open = approvals(ref)) {
            Task vote = open.get(0);
            processes.complete(vote, someone(vote), Map.of("decision", "approve"));
            processes.fireDue(process);
        }
    }

    private List<Task> approvals(VersionRef ref) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(ref.toString())
                .taskDefinitionKey("userTask_approve")
                .list();
    }

    private String someone(Task task) {
        return task.getAssignee() != null
                ? task.getAssignee()
                : tasks.getIdentityLinksForTask(task.getId()).stream()
                        .map(IdentityLink::getUserId)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
    }

    private Caller caller(PersonId person) {
        return parties.caller(person);
    }

    private VersionState state(VersionRef ref) {
        return agreements.get(ref).state();
    }

    private ProcessInstance process(VersionRef ref) {
        return processes.instance(LIFE, ref.toString());
    }

    private String endOf(ProcessInstance process) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(process.getId())
                .singleResult()
                .getEndActivityId();
    }

    private static void refused(String type, org.assertj.core.api.ThrowableAssert.ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.type())
                .isEqualTo(type));
    }
}
