package io.surety.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.onboarding.ThirdParties.AdmissionView;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** {@code third-party-onboarding} on the real engine and database. */
@WholeApplicationTest
class ThirdPartyOnboardingTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    Agreements agreements;

    @Autowired
    ReadDocument reader;

    @Autowired
    RegisterParties register;

    @Autowired
    TakeMeasurements ingest;

    @Autowired
    Sources sources;

    @Autowired
    OnboardThirdParty onboardThirdParty;

    @Autowired
    ThirdParties thirdParties;

    @Autowired
    RenewAdmissions renewAdmissions;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    MovedTimeSource time;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    private String prefix;
    private OrganisationId provider;
    private OrganisationId cloud;
    private VersionRef version;

    @BeforeEach
    void setUp() {
        time.moveTo(MovedTimeSource.START);
        prefix = "onboarding" + COUNT.incrementAndGet();
        provider = organisation("provider");
        cloud = organisation("cloud");
        organisation("customer");
        person(provider, "manager", Role.THIRD_PARTY_MANAGER);
        person(cloud, "contact", Role.THIRD_PARTY_CONTACT);
        version = agreements
                .draft(reader.read(document().getBytes(StandardCharsets.UTF_8)), id("manager"))
                .ref();
    }

    @Test
    void admitsWhoGivesItsEvidenceUntilTheFirstOfItExpires() {
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        assertThat(processes.tasks(instance, "userTask_provideEvidence"))
                .extracting(Task::getName)
                .containsExactlyInAnyOrder("Provide security evidence", "Provide legal evidence");
        evidence(instance, "2027-01-01");
        evidence(instance, "2026-09-01");
        deliver();
        track(instance);
        complete(instance, "userTask_decideAdmission", "manager", Map.of("decision", "admit"));

        assertThat(outcome(instance)).isEqualTo("ADMITTED");
        assertThat(onboardThirdParty.notAdmitted(version)).isEmpty();
        assertThat(admission().state()).isEqualTo(AdmissionState.ADMITTED);
        // midnight in Berlin, in summer
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-08-31T22:00:00Z"));
    }

    @Test
    void suspendsAnAdmissionWhoseEvidenceExpiredAndStartsARenewal() {
        admit();
        Instant expiry = Instant.parse("2026-08-31T22:00:00Z");
        time.moveTo(expiry.minusMillis(1));
        assertThat(renewals()).isEmpty();
        time.moveTo(expiry);
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
        assertThat(renewals()).containsExactly(new OnboardingKey(version, cloud));
        assertThat(admission().state()).isEqualTo(AdmissionState.SUSPENDED);
        ProcessInstance renewal = start();
        assertThat(String.valueOf(tasks.getVariableLocal(
                        processes.task(renewal, "userTask_answerInvitation").getId(), "facts")))
                .contains("\"renewal\":true");
    }

    @Test
    void doesNotAdmitWhoDeclinesOrDoesNotAnswer() {
        ProcessInstance declined = start();
        Task invitation = processes.task(declined, "userTask_answerInvitation");
        assertThatThrownBy(() -> processes.complete(
                        invitation, id("contact").value(), Map.of("answer", "decline", "reason", "no")))
                .isInstanceOf(TaskRefused.class);
        complete(
                declined,
                "userTask_answerInvitation",
                "contact",
                Map.of("answer", "decline", "reason", "we do not want to"));
        assertThat(outcome(declined)).isEqualTo("REJECTED");

        ProcessInstance silent = start();
        time.moveBy(Duration.ofDays(14));
        processes.fireDue(silent);
        assertThat(outcome(silent)).isEqualTo("REJECTED");
        assertThat(admission().state()).isEqualTo(AdmissionState.REJECTED);
    }

    @Test
    void admitsForAWhileWhatStillLacksEvidence() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(instance);
        Task decision = processes.task(instance, "userTask_decideAdmission");
        assertThatThrownBy(() -> processes.complete(decision, id("manager").value(), Map.of("decision", "admit")))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("missing");
        complete(
                instance,
                "userTask_decideAdmission",
                "manager",
                Map.of("decision", "provisional", "reason", "the lawyers need more time"));
        assertThat(outcome(instance)).isEqualTo("PROVISIONAL");
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-06-29T22:00:00Z"));
        assertThat(onboardThirdParty.notAdmitted(version)).isEmpty();
    }

    @Test
    void aProvisionEndsWithTheEvidenceThatExpiresFirstAndAfterNinetyDaysAtTheLatest() {
        ProcessInstance some = start();
        complete(some, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(some, "2026-05-01");
        admitForAWhile(some);
        // Midnight in Berlin, in summer.
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-04-30T22:00:00Z"));

        setUp();
        ProcessInstance none = start();
        complete(none, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        admitForAWhile(none);
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-06-29T22:00:00Z"));
    }

    @Test
    void whoseEvidenceExpiresBetweenTheDecisionAndItsRecordIsLookedAtAgainAtOnce() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2026-03-10");
        evidence(instance, "2027-01-01");
        deliver();
        track(instance);
        processes.complete(
                processes.task(instance, "userTask_decideAdmission"),
                id("manager").value(),
                Map.of("decision", "admit"));
        time.moveTo(Instant.parse("2026-03-11T09:00:00Z"));
        processes.fireDue(instance);
        // Midnight of that day in Berlin, in winter.
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-03-10T23:00:00Z"));
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
    }

    private void admitForAWhile(ProcessInstance instance) {
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(instance);
        complete(
                instance,
                "userTask_decideAdmission",
                "manager",
                Map.of("decision", "provisional", "reason", "the lawyers need more time"));
        assertThat(outcome(instance)).isEqualTo("PROVISIONAL");
    }

    @Test
    void takesNoTrackingBeforeATestDeliveryHasArrived() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        evidence(instance, "2027-01-01");
        assertThatThrownBy(() -> track(instance))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("test delivery");
        deliver();
        track(instance);
    }

    /** {@code tracking} is a third party's duty ({@code domain.md} 2.2, 7.6): what is agreed in the document is agreed. */
    @Test
    void beginsWithTheTrackingOfTheDocumentAndTakesNoOther_2_2() {
        String tracked = document()
                .replace(
                        "target: {atLeast",
                        "tracking: {measuredBy: %1$s-cloud, at: load balancer, checkedBy: %1$s-provider, test: delivery}\n"
                                        .formatted(prefix)
                                + "      target: {atLeast");
        version = agreements
                .replaceContent(version, reader.read(tracked.getBytes(StandardCharsets.UTF_8)), id("manager"))
                .ref();
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        evidence(instance, "2027-01-01");
        deliver();
        Task task = processes.task(instance, "userTask_agreeTracking");
        assertThat(task.getAssignee()).isEqualTo(id("manager").value());
        Map<String, Object> agreed = Map.of(
                "indicator",
                "up",
                "source",
                prefix + "-feed",
                "measuredAt",
                "load balancer",
                "measuredBy",
                cloud.value());
        assertThat(tasks.getVariables(task.getId())).containsAllEntriesOf(agreed);

        assertThatThrownBy(() -> track(instance))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("agreed already: up is measured by " + cloud + " at load balancer");
        complete(instance, "userTask_agreeTracking", "manager", agreed);
        assertThat(processes.tasks(instance, "userTask_decideAdmission")).hasSize(1);
    }

    @Test
    void takesNoEvidenceThatDoesNotCount() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        Task task = processes.tasks(instance, "userTask_provideEvidence").get(0);
        for (Map.Entry<String, String> wrong : Map.of(
                        "2026-03-02", "expired", "2026-02-30", "year-month-day", "soon", "year-month-day")
                .entrySet()) {
            assertThatThrownBy(() -> processes.complete(
                            task,
                            id("contact").value(),
                            Map.of("reference", "ISO 27001", "issuedOn", "2026-01-01", "expiresOn", wrong.getKey())))
                    .isInstanceOf(TaskRefused.class)
                    .hasMessageContaining(wrong.getValue());
        }
    }

    @Test
    void showsTheThirdPartyNothingButItsOwnTask() {
        ProcessInstance instance = start();
        Task task = processes.task(instance, "userTask_answerInvitation");
        assertThat(task.getAssignee()).isEqualTo(id("contact").value());
        Map<String, Object> all = new HashMap<>(tasks.getVariables(task.getId()));
        assertThat(all).containsOnlyKeys("version", "thirdParty", "facts", "answer", "reason");
        assertThat(all.toString())
                .doesNotContain("Customer")
                .doesNotContain("12000")
                .doesNotContain("Support");
    }

    @Test
    void isKnownOnlyToWhoReliesOnItAndToItself() {
        start();
        assertThat(thirdParties.visible(cloud, caller(provider)).onboardings()).hasSize(1);
        assertThat(thirdParties.visible(cloud, caller(cloud)).onboardings()).hasSize(1);
        Caller customer = caller(new OrganisationId(prefix + "-customer"));
        assertThatThrownBy(() -> thirdParties.visible(cloud, customer))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        assertThat(thirdParties.visibleTo(customer)).isEmpty();
        assertThatThrownBy(() -> thirdParties.add(
                        cloud,
                        EvidenceKind.LEGAL,
                        "register entry",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 1, 1),
                        caller(provider)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    }

    private void admit() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2026-09-01");
        evidence(instance, "2026-09-01");
        deliver();
        track(instance);
        complete(instance, "userTask_decideAdmission", "manager", Map.of("decision", "admit"));
    }

    private List<OnboardingKey> renewals() {
        List<OnboardingKey> all = transaction.execute(status -> renewAdmissions.suspendExpired(1000));
        return all == null
                ? List.of()
                : all.stream().filter(key -> key.version().equals(version)).toList();
    }

    private ProcessInstance start() {
        ProcessInstance instance = runtime.startProcessInstanceByKey(
                "third-party-onboarding",
                version + ":" + cloud,
                Map.of("version", version.toString(), "thirdParty", cloud.value()));
        processes.fireDue(instance);
        return instance;
    }

    private void complete(ProcessInstance instance, String element, String person, Map<String, Object> variables) {
        processes.complete(processes.task(instance, element), id(person).value(), variables);
        processes.fireDue(instance);
    }

    private void evidence(ProcessInstance instance, String expiresOn) {
        processes.complete(
                processes.tasks(instance, "userTask_provideEvidence").get(0),
                id("contact").value(),
                Map.of("reference", "certificate 4711", "issuedOn", "2026-01-01", "expiresOn", expiresOn));
        processes.fireDue(instance);
    }

    private void track(ProcessInstance instance) {
        complete(
                instance,
                "userTask_agreeTracking",
                "manager",
                Map.of(
                        "indicator", "availability",
                        "source", prefix + "-feed",
                        "measuredAt", "load balancer",
                        "measuredBy", "cloud"));
    }

    private void deliver() {
        sources.register(new Source(prefix + "-feed", cloud, Set.of(provider)), PersonId.SYSTEM);
        ingest.take(new Delivery(
                prefix + "-feed",
                List.of(Measurement.of("mark-1", new Content.Watermark(time.now()))),
                false,
                PersonId.SYSTEM));
    }

    private String outcome(ProcessInstance instance) {
        return String.valueOf(history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("onboardingOutcome")
                .singleResult()
                .getValue());
    }

    private AdmissionView admission() {
        return thirdParties.visible(cloud, caller(provider)).admissions().get(0);
    }

    private static Caller caller(OrganisationId organisation) {
        return new Caller(new PersonId("somebody"), false, Set.of(organisation), Set.of());
    }

    private OrganisationId organisation(String name) {
        OrganisationId id = new OrganisationId(prefix + "-" + name);
        register.organisation(new Organisation(id, "The " + name, null));
        return id;
    }

    private PersonId id(String name) {
        return new PersonId(prefix + "." + name);
    }

    private void person(OrganisationId organisation, String name, Role role) {
        register.person(
                new Person(
                        id(name),
                        name,
                        name + "@example.org",
                        organisation,
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH),
                "Correct-Horse-9");
        register.assign(Assignment.of(id(name), organisation, role));
    }

    private String document() {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s, title: Support for the Customer}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %1$s-provider, role: provider}, {id: %1$s-customer, role: customer}, {id: %1$s-cloud, role: third-party, duties: [hosts it], under: uc-%1$s}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: always, notice: P90D, renewal: negotiated}
                  services: [{id: portal, description: the portal, notIncluded: [printers]}]
                  calendars: [{id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %1$s-feed, kind: outages, complete: watermark, delivers: %1$s-cloud, every: P1D, by: "06:00"}]
                  terms:
                    - id: up
                      service: portal
                      obligated: provider
                      measure: {kind: availability, from: outages, source: %1$s-feed}
                      target: {atLeast: "99%%", calendar: always, per: month}
                  review: {every: P3M, anchor: "2026-01-15", participants: [service-level-manager]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10BD, objectWithin: P10BD}
                """
                .formatted(prefix);
    }
}
