package io.surety.onboarding;

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
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A provider, a third party on which it relies, and those of both who bring it on board. */
abstract class OnboardingScene {

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
    MovedTimeSource time;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    String prefix;
    OrganisationId provider;
    OrganisationId cloud;
    VersionRef version;

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

    ProcessInstance start() {
        ProcessInstance instance = runtime.startProcessInstanceByKey(
                "third-party-onboarding",
                version + ":" + cloud,
                Map.of("version", version.toString(), "thirdParty", cloud.value()));
        processes.fireDue(instance);
        return instance;
    }

    void complete(ProcessInstance instance, String element, String person, Map<String, Object> variables) {
        processes.complete(processes.task(instance, element), id(person).value(), variables);
        processes.fireDue(instance);
    }

    void evidence(ProcessInstance instance, String expiresOn) {
        processes.complete(
                processes.tasks(instance, "userTask_provideEvidence").get(0),
                id("contact").value(),
                Map.of("reference", "certificate 4711", "issuedOn", "2026-01-01", "expiresOn", expiresOn));
        processes.fireDue(instance);
    }

    void track(ProcessInstance instance) {
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

    void deliver() {
        sources.register(new Source(prefix + "-feed", cloud, Set.of(provider)), PersonId.SYSTEM);
        ingest.take(new Delivery(
                prefix + "-feed",
                List.of(Measurement.of("mark-1", new Content.Watermark(time.now()))),
                false,
                PersonId.SYSTEM));
    }

    String outcome(ProcessInstance instance) {
        return String.valueOf(history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("onboardingOutcome")
                .singleResult()
                .getValue());
    }

    AdmissionView admission() {
        return thirdParties.visible(cloud, caller(provider)).admissions().get(0);
    }

    static Caller caller(OrganisationId organisation) {
        return new Caller(new PersonId("somebody"), false, Set.of(organisation), Set.of());
    }

    private OrganisationId organisation(String name) {
        OrganisationId id = new OrganisationId(prefix + "-" + name);
        register.organisation(new Organisation(id, "The " + name, null));
        return id;
    }

    PersonId id(String name) {
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

    String document() {
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
