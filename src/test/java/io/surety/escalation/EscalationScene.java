package io.surety.escalation;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
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
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An agreement with a ladder between a provider and a customer that no other test knows, and the people of both. The clocks'
 * events are published here; the rest is as in production.
 */
abstract class EscalationScene {

    static final String PROCESS = "breach-escalation";

    static final String LADDER =
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
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    ReadEscalations escalations;

    @Autowired
    Mailbox mailbox;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    MovedTimeSource time;

    final String mark = "e" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-it");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");
    final Instant start = MovedTimeSource.START;
    PersonId lead;
    PersonId onCall;
    PersonId director;
    PersonId owner;
    PersonId client;

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

    void acknowledge(PersonId person) {
        Task task = taskOf(person).orElseThrow();
        processes.complete(task, person.value(), Map.of("note", ""));
    }

    Optional<Task> taskOf(PersonId person) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(key())
                .taskCandidateUser(person.value())
                .list()
                .stream()
                .findFirst();
    }

    String name() {
        return mark + "-support";
    }

    String key() {
        return escalation().id().toString();
    }

    Interval always() {
        return new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** The newest of this test's agreement. */
    Escalation escalation() {
        List<Escalation> all = escalations.of(name(), always());
        return all.stream().filter(e -> e.state().isOpen()).findFirst().orElseGet(() -> all.get(all.size() - 1));
    }

    EscalationDetails details() {
        return escalations.details(escalation().id());
    }

    ProcessInstance onlyInstance() {
        return processes.instance(PROCESS, key());
    }

    List<Letter> letters(PersonId person) {
        return mailbox.of(person, 100).stream()
                .filter(l -> l.channel() == io.surety.notification.Notice.Channel.MAIL)
                .toList();
    }

    List<String> subjects(PersonId person) {
        return letters(person).stream().map(Letter::subject).toList();
    }

    ClockId mark75(String item, String target, Instant at) {
        ClockId clock = new ClockId(UUID.randomUUID());
        reached(event(clock, item, target, Optional.of(Ratio.parsePercent("75%")), at));
        return clock;
    }

    void breach(ClockId clock, String item, String target, Instant at) {
        reached(event(clock, item, target, Optional.empty(), at));
    }

    void reached(ThresholdReached event) {
        publish(new ThresholdsReached(List.of(event)));
    }

    void changed(ClockId clock, ClockState state) {
        publish(new ClocksChanged(List.of(new ClockChanged(clock, state))));
    }

    ThresholdReached event(ClockId clock, String item, String target, Optional<Ratio> percent, Instant at) {
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

    void publish(Object event) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> events.publishEvent(event));
    }

    PersonId person(String name, OrganisationId organisation, String role) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, "D " + name, name + "@x.example", organisation, ZoneId.of("UTC"), Locale.ENGLISH),
                "surety");
        register.assign(Assignment.of(id, organisation, new Role(role)));
        return id;
    }

    void agreement(String quiet) {
        agreement(quiet, LADDER);
    }

    void agreement(String quiet, String tiers) {
        agreements.draft(read.read(text(quiet, tiers).getBytes(StandardCharsets.UTF_8)), owner);
    }

    String text(String quiet, String tiers) {
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
