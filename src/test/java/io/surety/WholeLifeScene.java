package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.People;
import io.surety.testing.Processes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A provider, its customer and a supplier, the agreement between them, and who has which task or timer. */
abstract class WholeLifeScene {

    static final String ZONE = "Europe/Busingen";

    static final Interval ALWAYS =
            new Interval(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    @Autowired
    RegisterParties register;

    @Autowired
    Agreements agreements;

    @Autowired
    Sources sources;

    @Autowired
    TakeMeasurements measurements;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    MovedTimeSource time;

    final String mark = UUID.randomUUID().toString().substring(0, 8);
    final String name = "life-" + mark;
    final String tickets = "tickets-" + mark;
    private final OrganisationId provider = new OrganisationId("northwind-" + mark);
    final OrganisationId customer = new OrganisationId("acme-" + mark);
    final OrganisationId supplier = new OrganisationId("cloudco-" + mark);
    final PersonId nora = new PersonId("nora-" + mark);
    final PersonId carla = new PersonId("carla-" + mark);
    final PersonId chris = new PersonId("chris-" + mark);
    final PersonId cleo = new PersonId("cleo-" + mark);
    final PersonId tamara = new PersonId("tamara-" + mark);
    final PersonId tom = new PersonId("tom-" + mark);
    final PersonId tina = new PersonId("tina-" + mark);

    @BeforeEach
    void thePeople() {
        at("2026-03-02T09:00:00Z");
        for (OrganisationId organisation : List.of(provider, customer, supplier)) {
            register.organisation(new Organisation(organisation, organisation.value(), null));
        }
        People.enrol(register, nora, provider, Role.SERVICE_LEVEL_MANAGER);
        People.enrol(register, tamara, provider, Role.THIRD_PARTY_MANAGER);
        People.enrol(register, new PersonId("otto-" + mark), provider, Role.OPERATIONS_APPROVER);
        People.enrol(register, new PersonId("lena-" + mark), provider, Role.LEGAL_APPROVER);
        People.enrol(register, new PersonId("fred-" + mark), provider, Role.FINANCE_APPROVER);
        People.enrol(register, tina, provider, new Role("service-desk-lead"));
        People.enrol(register, tom, provider, new Role("service-desk-agent"));
        register.onCall(provider, "first-line", tom, ALWAYS);
        People.enrol(register, carla, customer, Role.CUSTOMER_REPRESENTATIVE);
        People.enrol(register, chris, customer, Role.CUSTOMER_REPRESENTATIVE);
        People.enrol(register, cleo, supplier, Role.THIRD_PARTY_CONTACT);
        sources.register(new Source(tickets, provider, Set.of(customer)), nora);
        sources.register(new Source("feed-" + mark, supplier, Set.of(provider)), nora);
    }

    void fireIfRunning(VersionRef ref) {
        if (processes.isRunning("sla-lifecycle", ref.toString())) {
            processes.fireDue(life(ref));
        }
    }

    ProcessInstance life(VersionRef ref) {
        return processes.instance("sla-lifecycle", ref.toString());
    }

    VersionState state(VersionRef ref) {
        return agreements.get(ref).state();
    }

    /** The one task of any of the version's processes. */
    Task task(VersionRef ref, String element) {
        List<Task> found = tasks.createTaskQuery().taskDefinitionKey(element).list().stream()
                .filter(task -> belongsTo(task, ref))
                .toList();
        assertThat(found).as(element).hasSize(1);
        return found.get(0);
    }

    private boolean belongsTo(Task task, VersionRef ref) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult();
        return instance.getRootProcessInstanceId().equals(life(ref).getRootProcessInstanceId());
    }

    List<Task> approvals(VersionRef ref) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(ref.toString())
                .taskDefinitionKey("userTask_approve")
                .list();
    }

    /** Assignee, or else the candidates. */
    List<String> peopleOf(Task task) {
        if (task.getAssignee() != null) {
            return List.of(task.getAssignee());
        }
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** When the timers fire that wait in the version's instances of a process. */
    List<Instant> timersOf(String process, VersionRef ref) {
        List<Instant> timers = new ArrayList<>();
        processes.jobs(life(ref)).stream()
                .filter(job -> process.equals(job.getProcessDefinitionKey()) && job.getDuedate() != null)
                .forEach(job -> timers.add(job.getDuedate().toInstant()));
        return timers;
    }

    void item(String type, Map<String, String> attributes) {
        take(
                tickets,
                Measurement.of(
                        "INC1-" + type, new Content.WorkItem("INC1", time.now(), List.of(), type, "", attributes)));
    }

    void take(String source, Measurement measurement) {
        measurements.take(new Delivery(source, List.of(measurement), false, PersonId.SYSTEM));
    }

    void at(String instant) {
        time.moveTo(Instant.parse(instant));
    }

    byte[] bytes(String within) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s, title: Support}
                spec:
                  type: SLA
                  scope: customer
                  parties:
                    - {id: %2$s, role: provider}
                    - {id: %3$s, role: customer}
                    - {id: %4$s, role: third-party, duties: [hosts the ticket system], under: uc-%5$s}
                  period: {start: "2026-04-01", end: "2027-01-01", zone: %6$s, calendar: open, notice: P30D, renewal: negotiated}
                  charges: {amount: "800.00", currency: EUR, per: month}
                  services: [{id: desk, description: one place for faults, notIncluded: [printers]}]
                  calendars: [{id: open, zone: %6$s, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
                  sources: [{id: tickets-%5$s, kind: work-items, complete: watermark}, {id: feed-%5$s, kind: outages, complete: watermark}]
                  terms:
                    - id: respond
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets-%5$s, where: {type: [incident]}, start: {event: created}, stop: {leaves: {state: [New]}}, reopen: {as: ignore}}
                      targets: [{id: all, calendar: open, within: %7$s}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                      credit: {base: agreement, tiers: [{below: "95%%", percent: "10"}]}
                      escalation: late
                  creditLimits: {minimum: "10.00", claim: {within: P30D, needed: false}, soleRemedy: true, stacking: max}
                  escalations:
                    - id: late
                      groupBy: [agreement, term, target]
                      maxAge: PT24H
                      tiers:
                        - {at: {breach: true}, tell: [{rota: first-line}], by: [mail], ackWithin: PT15M}
                        - {at: {unacknowledged: PT15M}, tell: [{role: service-desk-lead}], by: [mail]}
                  review: {every: P3M, anchor: "2026-07-15", participants: [service-level-manager, customer]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                .formatted(name, provider, customer, supplier, mark, ZONE, within)
                .getBytes(StandardCharsets.UTF_8);
    }
}
