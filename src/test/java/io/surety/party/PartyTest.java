package io.surety.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.party.Candidates.Substitution;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Organisations and people on the real engine and database. */
@WholeApplicationTest
class PartyTest {

    private static final Role APPROVER = Role.FINANCE_APPROVER;

    @Autowired
    Parties parties;

    @Autowired
    RegisterParties register;

    @Autowired
    AbsencePlan absences;

    @Autowired
    ChooseCandidates choose;

    @Autowired
    IdentityService identityService;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    MovedTimeSource time;

    private final String mark = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId root = new OrganisationId(mark);
    private final OrganisationId unit = new OrganisationId(mark + "-unit");

    @BeforeEach
    void anOrganisationWithAUnit() {
        time.moveTo(MovedTimeSource.START);
        register.organisation(new Organisation(root, "Root", null));
        register.organisation(new Organisation(unit, "Unit", root));
    }

    @Test
    void keepsNameMailAndPasswordOnceInTheEngine() {
        PersonId nora = person("nora", unit);

        assertThat(parties.person(nora)).hasValueSatisfying(p -> {
            assertThat(p.name()).isEqualTo("Dr. Nora nora");
            assertThat(p.email()).isEqualTo("nora@x.example");
            assertThat(p.language()).isEqualTo(Locale.GERMAN);
        });
        assertThat(identityService.checkPassword(nora.value(), "surety")).isTrue();

        User moved = identityService.createUserQuery().userId(nora.value()).singleResult();
        moved.setEmail("elsewhere@x.example");
        identityService.saveUser(moved);
        assertThat(parties.person(nora).orElseThrow().email()).isEqualTo("elsewhere@x.example");
        assertThat(parties.people()).extracting(Person::id).contains(nora);
    }

    @Test
    void aRoleIsMembershipOfItsGroupInTheSameTransaction() {
        PersonId nora = person("nora", unit);
        register.assign(Assignment.of(nora, unit, APPROVER));
        assertThat(groups(nora)).containsExactly(mark + "-unit.finance-approver");

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            register.assign(Assignment.of(nora, root, APPROVER));
            status.setRollbackOnly();
        });
        assertThat(groups(nora)).containsExactly(mark + "-unit.finance-approver");
        assertThat(parties.assignments(nora)).hasSize(1);

        register.withdraw(nora, unit, APPROVER);
        assertThat(groups(nora)).isEmpty();
        assertThat(parties.assignments(nora)).isEmpty();
    }

    @Test
    void aPersonSeesHerUnitAndWhatIsBelowAndWhereSheHoldsARole() {
        PersonId below = person("below", unit);
        PersonId above = person("above", root);

        assertThat(parties.caller(below).organisations()).containsExactly(unit);
        assertThat(parties.caller(above).organisations()).containsExactlyInAnyOrder(root, unit);
        register.assign(Assignment.of(below, root, APPROVER));
        assertThat(parties.caller(below).organisations()).containsExactlyInAnyOrder(root, unit);
        assertThat(parties.caller(below).holds(APPROVER)).isTrue();
        assertThat(parties.caller(new PersonId("stranger")).organisations()).isEmpty();
    }

    @Test
    void goesUpWhereNobodyHoldsTheRoleOrMayDecideAboutSoMuch() {
        PersonId small = approver("small", unit, "1000.00");
        PersonId large = approver("large", root, "50000.00");

        assertThat(forAmount("1000.00").assignee()).contains(small);
        assertThat(forAmount("1000.01").assignee()).contains(large);
        assertThat(parties.holding(APPROVER, unit)).extracting(Person::id).containsExactly(small);
        PersonId owner = person("owner", root);
        register.assign(Assignment.of(owner, root, Role.SERVICE_LEVEL_MANAGER));
        assertThat(choose.forTask(new TaskNeed(APPROVER, unit, new BigDecimal("1"), "USD", Set.of()), time.now())
                        .assignee())
                .as("nothing is converted, so nobody may decide about dollars and the owner is asked")
                .contains(owner);
    }

    @Test
    void putsTheLeastLoadedFirst() {
        PersonId busy = approver("a-busy", unit, null);
        PersonId free = approver("b-free", unit, null);
        assertThat(forAmount("1").people()).containsExactly(busy, free);

        String process = mark + "-busy";
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        process + ".bpmn",
                        Bpmn.createExecutableProcess(process)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask()
                                .camundaAssignee(busy.value())
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        runtime.startProcessInstanceByKey(process);

        assertThat(forAmount("1").people()).containsExactly(free, busy);
        assertThat(forAmount("1").assignee()).isEmpty();
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void asksTheSubstituteInTheAbsenceOnlyAndRecordsBothNames() {
        PersonId away = approver("away", unit, null);
        PersonId second = person("second", unit);
        PersonId third = person("third", root);
        Instant start = time.now();
        Instant end = start.plus(Duration.ofDays(1));
        absent(away, second, start, end, "holiday");
        absent(second, third, start, end, "ill");

        Candidates candidates = forAmount("1");
        assertThat(candidates.assignee()).contains(third);
        assertThat(candidates.substitutions()).containsExactly(new Substitution(away, third, "holiday"));
        assertThat(at(start.minusMillis(1))).contains(away);
        assertThat(at(end.minusMillis(1))).contains(third);
        assertThat(at(end)).contains(away);
    }

    @Test
    void aCycleOfSubstitutesLeavesThePersonHerself() {
        PersonId one = approver("one", unit, null);
        PersonId two = person("two", unit);
        Instant end = time.now().plus(Duration.ofDays(1));
        absent(one, two, time.now(), end, "holiday");
        absent(two, one, time.now(), end, "holiday");

        assertThat(forAmount("1").assignee()).contains(one);
        assertThat(forAmount("1").substitutions()).isEmpty();
    }

    @Test
    void whoProposedDecidesNeitherHerselfNorThroughHerSubstituteNorAsOne() {
        PersonId proposer = approver("proposer", unit, null);
        PersonId colleague = approver("colleague", unit, null);
        PersonId stranger = person("stranger", unit);
        absent(proposer, stranger, time.now(), time.now().plusSeconds(60), "holiday");
        assertThat(not(proposer).people()).containsExactly(colleague);

        absent(colleague, proposer, time.now(), time.now().plusSeconds(60), "holiday");
        PersonId owner = person("owner", root);
        register.assign(Assignment.of(owner, root, Role.SERVICE_LEVEL_MANAGER));
        assertThat(not(proposer).assignee())
                .as("never nobody: the owner of the service levels")
                .contains(owner);
    }

    @Test
    void whoProposedIsNotAskedAsAnAdministratorEither() {
        List<PersonId> administrators = choose.forTask(new TaskNeed(APPROVER, unit, null, null, Set.of()), time.now())
                .people();
        assertThat(administrators).isNotEmpty();
        assertThat(not(administrators.get(0)).people()).doesNotContain(administrators.get(0));
        assertThat(choose.forTask(new TaskNeed(APPROVER, unit, null, null, Set.copyOf(administrators)), time.now())
                        .people())
                .as("and where all of them may not, it is nobody")
                .isEmpty();
    }

    @Test
    void tellsWhoIsEligibleOnEachLevel() {
        PersonId near = approver("near", unit, null);
        PersonId far = approver("far", root, null);
        assertThat(choose.byLevel(new TaskNeed(APPROVER, unit, null, null, Set.of()), time.now()))
                .extracting(Candidates::people)
                .containsExactly(List.of(near), List.of(far));
        assertThat(choose.byLevel(new TaskNeed(APPROVER, unit, null, null, Set.of(near)), time.now()))
                .extracting(Candidates::people)
                .containsExactly(List.of(far));
    }

    @Test
    void theShiftThatBeganLastIsOnCallAlsoForUnitsBelow() {
        PersonId plan = person("plan", unit);
        PersonId swap = person("swap", unit);
        Instant from = time.now();
        register.onCall(root, "first-line", plan, new Interval(from, from.plusSeconds(3600)));
        register.onCall(root, "first-line", swap, new Interval(from.plusSeconds(60), from.plusSeconds(120)));

        assertThat(onCall(from)).contains(plan);
        assertThat(onCall(from.plusSeconds(60))).contains(swap);
        assertThat(onCall(from.plusSeconds(120))).contains(plan);
        assertThat(onCall(from.plusSeconds(3600))).isEmpty();
        assertThat(onCall(from.minusMillis(1))).isEmpty();
    }

    @Test
    void nobodyOfAnotherOrganisationStandsIn() {
        PersonId own = person("own", unit);
        OrganisationId other = new OrganisationId(mark + "-other");
        register.organisation(new Organisation(other, "Other", null));
        PersonId foreign = person("foreign", other);

        assertThatThrownBy(() -> absent(own, foreign, time.now(), time.now().plusSeconds(1), "x"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> absent(
                        own, new PersonId("no-one"), time.now(), time.now().plusSeconds(1), "x"))
                .isInstanceOf(Refusal.class);
        assertThat(absences.of(own, time.now())).isEmpty();
    }

    private PersonId person(String name, OrganisationId organisation) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(
                        id,
                        "Dr. Nora " + name,
                        name + "@x.example",
                        organisation,
                        ZoneId.of("Europe/Berlin"),
                        Locale.GERMAN),
                "surety");
        return id;
    }

    private PersonId approver(
            String name, OrganisationId organisation, @org.jspecify.annotations.Nullable String limit) {
        PersonId id = person(name, organisation);
        register.assign(new Assignment(
                id,
                organisation,
                APPROVER,
                limit == null ? null : new BigDecimal(limit),
                limit == null ? null : "EUR"));
        return id;
    }

    private void absent(PersonId person, PersonId substitute, Instant from, Instant to, String reason) {
        absences.enter(new Absence(UUID.randomUUID(), person, substitute, new Interval(from, to), reason), time.now());
    }

    private Candidates forAmount(String amount) {
        return choose.forTask(new TaskNeed(APPROVER, unit, new BigDecimal(amount), "EUR", Set.of()), time.now());
    }

    private Candidates not(PersonId person) {
        return choose.forTask(new TaskNeed(APPROVER, unit, null, null, Set.of(person)), time.now());
    }

    private java.util.Optional<PersonId> at(Instant instant) {
        return choose.forTask(new TaskNeed(APPROVER, unit, null, null, Set.of()), instant)
                .assignee();
    }

    private java.util.Optional<PersonId> onCall(Instant at) {
        return parties.onCall("first-line", unit, at).map(Person::id);
    }

    private List<String> groups(PersonId person) {
        return identityService.createGroupQuery().groupMember(person.value()).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId)
                .filter(id -> id.startsWith(mark))
                .toList();
    }
}
