package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.WorkCalendars;
import io.surety.approval.ApprovalHistory.RoundView;
import io.surety.approval.ApprovalHistory.SparedView;
import io.surety.approval.ApprovalHistory.StepView;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code sla-approval} on the real engine and database. */
@WholeApplicationTest
class SlaApprovalTest {

    private static final String APPROVE = "userTask_approve";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    Agreements agreements;

    @Autowired
    ReadDocument reader;

    @Autowired
    RegisterParties register;

    @Autowired
    AbsencePlan absences;

    @Autowired
    WorkCalendars calendars;

    @Autowired
    ApprovalHistory history;

    @Autowired
    MovedTimeSource time;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    @Autowired
    HistoryService engineHistory;

    private ApprovalWorld world;

    @BeforeEach
    void setUp(TestInfo test) {
        time.moveTo(MovedTimeSource.START);
        world = new ApprovalWorld("approval" + COUNT.incrementAndGet(), register, agreements, reader);
    }

    @Test
    void isApprovedWhenBothChainsHaveApproved() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.IN_APPROVAL);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("ops"), world.id("rep"));

        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
        vote(instance, "law", "approve", "");
        assertThat(assignees(instance)).containsExactly(world.id("rep"));
        vote(instance, "rep", "approve", null);

        assertThat(outcome(instance)).isEqualTo("APPROVED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.APPROVED);
        assertThat(agreements.history(version.agreement())).last().satisfies(entry -> assertThat(entry.reason())
                .contains(
                        world.id("ops").value(),
                        world.id("law").value(),
                        world.id("rep").value()));
    }

    @Test
    void tellsInPlainWordsWhatIsDecided() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        String briefing =
                String.valueOf(tasks.getVariableLocal(task(instance, "rep").getId(), "briefing"));
        assertThat(briefing)
                .contains("Support &#60;b&#62;now")
                .contains("within PT4H on calendar office, for 95 % per month")
                .contains("5 % of the charges of agreement")
                .contains("1200.00 EUR a year")
                .contains("60.00 EUR a year")
                .contains("\"retroactive\":true")
                .contains(agreements
                        .newest(instance.getBusinessKey().split("@")[0])
                        .orElseThrow()
                        .hash()
                        .hex());
    }

    @Test
    void goesBackToTheNegotiationWhenOneAsksForAChange() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "rep", "change", "four hours are too long for us");
        assertThat(outcome(instance)).isEqualTo("CHANGE_REQUESTED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.NEGOTIATING);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(version.toString())
                        .taskDefinitionKey(APPROVE)
                        .count())
                .isZero();
    }

    @Test
    void endsWhenOneRejects() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "ops", "reject", "we cannot keep this at all");
        assertThat(outcome(instance)).isEqualTo("REJECTED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.REJECTED);
    }

    @Test
    void lapsesWhenTimeIsUp() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        time.moveBy(Duration.ofDays(30).plusMillis(1));
        processes.fire(instance, "event_approvalLapsed");
        processes.fireDue(instance);
        assertThat(outcome(instance)).isEqualTo("LAPSED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.LAPSED);
    }

    @Test
    void takesNoRefusalWithoutAReason() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = task(instance, "rep");
        assertRefused(() -> complete(task, "rep", "reject", "too short"), "at least 10 characters");
        assertRefused(() -> complete(task, "rep", "maybe", null), "Please choose");
        assertRefused(() -> complete(task, "rep", null, null), "Please choose");
        complete(task, "rep", "reject", "ten letter");
        assertThat(votes(instance)).containsExactly("REJECT");
    }

    @Test
    void takesNoOtherVariables() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = task(instance, "rep");
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("approvalOutcome", "APPROVED"),
                Map.of("version", "other@1"),
                Map.of("step", 1L),
                Map.of("nrOfInstances", "none"))) {
            Map<String, Object> variables = new HashMap<>(more);
            variables.put("decision", "approve");
            assertRefused(() -> completeWith(task, "rep", variables), "does not take");
        }
        assertThat(votes(instance)).isEmpty();
    }

    @Test
    void takesNoVoteFromTheProposer() {
        world.person(world.customer(), "slm", Role.CUSTOMER_REPRESENTATIVE, null);
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(assignees(instance)).doesNotContain(world.id("slm"));
        Task task = task(instance, "rep");
        tasks.setAssignee(task.getId(), world.id("slm").value());
        assertRefused(() -> complete(task, "slm", "approve", null), "proposed");
    }

    @Test
    void takesNoVoteFromSomebodyWhoWasNotChosen() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = task(instance, "rep");
        tasks.setAssignee(task.getId(), world.id("ops").value());
        assertRefused(() -> complete(task, "ops", "approve", null), "given to others");
    }

    @Test
    void takesNoVoteFromSomebodyWhoLostTheRoleMeanwhileAndAsksWhoHasIt_7_5() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        Task task = task(instance, "ops");
        register.withdraw(world.id("ops"), world.provider(), Role.OPERATIONS_APPROVER);
        assertRefused(() -> complete(task, "ops", "approve", null), "no longer");

        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);
        time.moveBy(Duration.ofDays(7));
        processes.fireDue(instance);
        vote(instance, "ops2", "approve", null);
        vote(instance, "law", "approve", null);
        vote(instance, "rep", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    private void deputyStandsIn(Duration duration, String reason) {
        world.person(world.provider(), "deputy", new Role("it-director"), null);
        absences.enter(
                new Absence(
                        UUID.randomUUID(),
                        world.id("ops"),
                        world.id("deputy"),
                        new Interval(time.now(), time.now().plus(duration)),
                        reason),
                time.now());
    }

    @Test
    void whoStoodInWhenTheTaskWasMadeMayVoteWhenTheOtherIsBack_7_5() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        deputyStandsIn(Duration.ofHours(1), "ill");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        time.moveBy(Duration.ofHours(2));
        vote(instance, "deputy", "approve", null);
        vote(instance, "law", "approve", null);
        vote(instance, "rep", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void asksNobodyTwiceInAChain() {
        register.assign(Assignment.of(world.id("ops"), world.provider(), Role.LEGAL_APPROVER));
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
    }

    @Test
    void asksOnlyThoseWhoseAuthorityReaches() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "small", Role.FINANCE_APPROVER, "23999.99");
        world.person(world.provider(), "great", Role.FINANCE_APPROVER, "24000.00");
        ProcessInstance instance = start(world.agreed("2000.00", "PT4H"));
        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).contains(world.id("great")).doesNotContain(world.id("small"));
    }

    @Test
    void keepsBothNamesOfASubstitution() {
        deputyStandsIn(Duration.ofDays(7), "holiday");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(assignees(instance)).contains(world.id("deputy")).doesNotContain(world.id("ops"));
        assertThat(step(instance, "operations-approver").seats().get(0).people())
                .singleElement()
                .satisfies(sitter -> {
                    assertThat(sitter.person()).isEqualTo(world.id("deputy"));
                    assertThat(sitter.insteadOf()).isEqualTo(world.id("ops"));
                    assertThat(sitter.reason()).isEqualTo("holiday");
                });
    }

    @Test
    void isDueOnTheApproversCalendarAndEscalatesItself() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = task(instance, "ops");
        // Monday 10:00 in Berlin, two business days of Monday to Friday 09:00 to 17:00
        assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-03-04T16:00:00Z"));
        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);

        time.moveTo(Instant.parse("2026-03-04T15:59:59.999Z"));
        processes.fireDue(instance);
        assertThat(task(instance, "ops").getPriority()).isEqualTo(50);

        time.moveTo(Instant.parse("2026-03-04T16:00:00Z"));
        processes.fireDue(instance);
        Task late = tasks.createTaskQuery().taskId(task.getId()).singleResult();
        assertThat(late.getPriority()).isEqualTo(90);
        assertThat(late.getAssignee()).isNull();
        assertThat(candidates(late)).containsExactlyInAnyOrder(world.id("ops"), world.id("ops2"));
        complete(late, "ops2", "approve", null);
        processes.fireDue(instance);
        assertThat(step(instance, "operations-approver").state()).isEqualTo("APPROVED");
    }

    @Test
    void isDueOnTheCalendarByWhichTheApproverWorks_7_5() {
        calendars.enterOwn(
                world.id("ops"),
                Optional.empty(),
                """
                {"zone": "Europe/Berlin", "windows": [{"days": ["SA"], "from": "09:00", "to": "13:00"}]}""",
                world.id("ops"));
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(task(instance, "ops").getDueDate().toInstant())
                .as("asked on a Monday: her next day is the 7th, and two of hers after it")
                .isEqualTo(Instant.parse("2026-03-21T12:00:00Z"));
    }

    @Test
    void sparesThoseWhoseScopeAChangeLeftAsItWas() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        VersionRef version = world.agreed("2000.00", "PT4H");
        String before = agreements.get(version).hash().hex();
        ProcessInstance first = start(version);
        vote(first, "ops", "approve", null);
        vote(first, "cash", "approve", null);
        vote(first, "law", "change", "review it every half year");
        world.agreedAnew(version, "2000.00", "PT4H", "P6M", world.id("slm"));

        ProcessInstance second = start(version);
        assertThat(assignees(second)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
        assertThat(spared(second)).allSatisfy(spared -> {
            assertThat(spared.fromHash()).isEqualTo(before);
            assertThat(spared.toHash()).isEqualTo(agreements.get(version).hash().hex());
            assertThat(spared.reason()).contains("leaves");
        });
        assertThat(spared(second))
                .extracting(SparedView::person)
                .containsExactlyInAnyOrder(world.id("ops"), world.id("cash"));
        vote(second, "law", "approve", null);
        vote(second, "rep", "approve", null);
        assertThat(outcome(second)).isEqualTo("APPROVED");
    }

    @Test
    void asksAgainWhatAChangeTouchedAndWhereTheLimitRose() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        VersionRef version = world.agreed("2000.00", "PT4H");
        ProcessInstance first = start(version);
        vote(first, "ops", "approve", null);
        vote(first, "cash", "approve", null);
        vote(first, "rep", "change", "we want to pay less for it");
        world.agreedAnew(version, "1500.00", "PT4H", "P3M", world.id("slm"));

        ProcessInstance second = start(version);
        // the price is part of what a term is, so operations too are asked again
        assertThat(spared(second)).isEmpty();
        assertThat(assignees(second)).containsExactlyInAnyOrder(world.id("ops"), world.id("rep"));
    }

    @Test
    void doesNotSpareWhoProposesTheChange() {
        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance first = start(version);
        complete(openTask(first, "ops"), "ops", "approve", null);
        processes.fireDue(first);
        vote(first, "rep", "change", "review it every half year");
        world.agreedAnew(version, "100.00", "PT4H", "P6M", world.id("ops"));
        ProcessInstance second = start(version);
        assertThat(spared(second)).isEmpty();
        assertThat(assignees(second)).contains(world.id("ops2")).doesNotContain(world.id("ops"));
    }

    @Test
    void losesNoVoteWhenTwoApproveAtOnce() throws Exception {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        List<Throwable> failures = atOnce(
                () -> complete(task(instance, "ops"), "ops", "approve", null),
                () -> complete(task(instance, "rep"), "rep", "approve", null));
        assertThat(failures).isEmpty();
        processes.fireDue(instance);
        assertThat(votes(instance)).containsExactlyInAnyOrder("APPROVE", "APPROVE");
    }

    @Test
    void hasExactlyOneOutcomeWhenTheLastVotesOfAQuorumComeAtOnce() throws Exception {
        for (String name : List.of("cash1", "cash2", "cash3")) {
            world.person(world.provider(), name, Role.FINANCE_APPROVER, null);
        }
        world.person(world.customer(), "payer", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("30000.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "rep", "approve", null);
        vote(instance, "ops", "approve", null);
        vote(instance, "law", "approve", null);
        List<Task> open = processes.tasks(instance, APPROVE);
        assertThat(open).hasSize(4);

        List<Throwable> failures = atOnce(
                () -> complete(task(instance, "cash1"), "cash1", "approve", null),
                () -> complete(task(instance, "cash2"), "cash2", "approve", null),
                () -> complete(task(instance, "cash3"), "cash3", "approve", null));
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(Refusal.class));
        assertThat(failures).hasSize(1);
        processes.fireDue(instance);
        assertThat(step(instance, "finance-approver").state()).isEqualTo("APPROVED");
        assertThat(assignees(instance)).containsExactly(world.id("payer"));
        vote(instance, "payer", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void hasExactlyOneOutcomeWhenOneApprovesAndAnotherRejectsAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            ApprovalWorld own = new ApprovalWorld("approval" + COUNT.incrementAndGet(), register, agreements, reader);
            world = own;
            VersionRef version = own.agreed("100.00", "PT4H");
            ProcessInstance instance = start(version);
            List<Throwable> failures = atOnce(
                    () -> complete(task(instance, "ops"), "ops", "approve", null),
                    () -> complete(task(instance, "rep"), "rep", "reject", "we do not want it"));
            assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(Refusal.class));
            processes.fireDue(instance);
            assertThat(outcome(instance)).isEqualTo("REJECTED");
            assertThat(agreements.get(version).state()).isEqualTo(VersionState.REJECTED);
        }
    }

    @Test
    void endsItsRoundWhenItsProcessIsEnded() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        runtime.deleteProcessInstance(instance.getId(), "withdrawn");
        assertThat(rounds(version)).singleElement().satisfies(round -> assertThat(round.outcome())
                .isEqualTo("VOID"));
    }

    @Test
    void tellsOfTheOtherPartyOnlyWhereAStepStands() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        vote(instance, "ops", "approve", "as far as we can see");
        Caller customer = caller(world.id("rep"), world.customer());
        assertThat(history.of(instance.getBusinessKey().split("@")[0], customer))
                .singleElement()
                .satisfies(round -> {
                    assertThat(round.steps()).extracting(StepView::side).contains("PROVIDER", "CUSTOMER");
                    assertThat(round.steps())
                            .filteredOn(step -> step.side().equals("PROVIDER"))
                            .allSatisfy(step -> assertThat(step.seats()).isEmpty());
                    assertThat(round.toString())
                            .doesNotContain("as far as we can see")
                            .doesNotContain(".ops");
                });
        Caller stranger = caller(new PersonId("stranger"), new OrganisationId("elsewhere"));
        assertThat(catchThrowable(() -> history.of(instance.getBusinessKey().split("@")[0], stranger)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void listsWhatWaitsForAPerson() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(history.mine(world.id("rep"))).singleElement().satisfies(seat -> {
            assertThat(seat.version()).isEqualTo(instance.getBusinessKey());
            assertThat(seat.role()).isEqualTo("customer-representative");
        });
        vote(instance, "rep", "approve", null);
        assertThat(history.mine(world.id("rep"))).isEmpty();
    }

    private ProcessInstance start(VersionRef version) {
        ProcessInstance instance = runtime.startProcessInstanceByKey(
                "sla-approval", version.toString(), Map.of("version", version.toString()));
        processes.fireDue(instance);
        return instance;
    }

    private void vote(ProcessInstance instance, String person, String decision, @Nullable String reason) {
        complete(task(instance, person), person, decision, reason);
        processes.fireDue(instance);
    }

    private void complete(Task task, String person, @Nullable String decision, @Nullable String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("decision", decision);
        variables.put("reason", reason);
        completeWith(task, person, variables);
    }

    private void completeWith(Task task, String person, Map<String, Object> variables) {
        processes.complete(task, world.id(person).value(), variables);
    }

    private Task task(ProcessInstance instance, String person) {
        return processes.tasks(instance, APPROVE).stream()
                .filter(task -> world.id(person).value().equals(task.getAssignee()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no approval waits for " + person));
    }

    private Task openTask(ProcessInstance instance, String candidate) {
        return processes.tasks(instance, APPROVE).stream()
                .filter(task -> candidates(task).contains(world.id(candidate)))
                .findFirst()
                .orElseThrow();
    }

    private List<PersonId> candidates(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(user -> user != null)
                .map(PersonId::new)
                .toList();
    }

    private List<PersonId> assignees(ProcessInstance instance) {
        return processes.tasks(instance, APPROVE).stream()
                .flatMap(task -> candidates(task).stream())
                .toList();
    }

    private String outcome(ProcessInstance instance) {
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                .as("running instances")
                .isZero();
        return String.valueOf(engineHistory
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("approvalOutcome")
                .singleResult()
                .getValue());
    }

    private List<RoundView> rounds(VersionRef version) {
        return history.of(version.agreement(), new Caller(new PersonId("admin"), true, Set.of(), Set.of()));
    }

    private RoundView latest(ProcessInstance instance) {
        List<RoundView> all = rounds(VersionRef.parse(instance.getBusinessKey()));
        return all.get(all.size() - 1);
    }

    private StepView step(ProcessInstance instance, String role) {
        return latest(instance).steps().stream()
                .filter(step -> step.role().equals(role) && step.side().equals("PROVIDER"))
                .findFirst()
                .orElseThrow();
    }

    private List<SparedView> spared(ProcessInstance instance) {
        return latest(instance).steps().stream()
                .flatMap(step -> step.spared().stream())
                .toList();
    }

    private List<String> votes(ProcessInstance instance) {
        return latest(instance).steps().stream()
                .flatMap(step -> step.seats().stream())
                .map(seat -> seat.decision())
                .filter(decision -> decision != null)
                .toList();
    }

    private static Caller caller(PersonId person, OrganisationId organisation) {
        return new Caller(person, false, Set.of(organisation), Set.of());
    }

    private static void assertRefused(ThrowingCallable vote, String why) {
        assertThatThrownBy(vote).isInstanceOf(TaskRefused.class).hasMessageContaining(why);
    }

    /** Runs them in threads that set off together; what they threw. */
    private static List<Throwable> atOnce(Runnable... acts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(acts.length);
        CyclicBarrier barrier = new CyclicBarrier(acts.length);
        List<Future<@Nullable Throwable>> running = new ArrayList<>();
        for (Runnable act : acts) {
            Callable<@Nullable Throwable> call = () -> {
                barrier.await();
                return catchThrowable(act::run);
            };
            running.add(threads.submit(call));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<@Nullable Throwable> one : running) {
            Throwable failure = one.get();
            if (failure != null) {
                failures.add(failure);
            }
        }
        threads.shutdown();
        return failures;
    }
}
