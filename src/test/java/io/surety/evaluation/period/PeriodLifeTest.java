package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A period from its first ticket to its credit note, on the real database and engine ({@code domain.md} 4, 6). */
@WholeApplicationTest
class PeriodLifeTest extends PeriodScene {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Autowired
    private FindDueClocks scan;

    @Autowired
    private ReadVerdicts verdicts;

    @Autowired
    private Credits credits;

    @Autowired
    private GrantCredit grant;

    @Autowired
    private ProcessEngine engine;

    private final String name = "period-" + id;
    private final String source = "tickets-" + id;

    @BeforeEach
    void registersPeopleAndTheSource() {
        person("fred-" + id, provider, Role.FINANCE_APPROVER);
        person("carla-" + id, customer, Role.CUSTOMER_REPRESENTATIVE);
        register(source);
    }

    @Test
    void aViolatedMonthIsClosedSettledDecidedClaimedAndIssued() {
        VersionRef version = activate("1000.00", "10");
        at("2026-01-12T09:00:00Z");
        ticket("A", "2026-01-12T09:00:00Z", "2026-01-12T10:00:00Z");
        ticket("B", "2026-01-12T09:00:00Z", null);
        at("2026-01-20T09:00:00Z");
        scan.run();
        current.run();
        assertThat(verdict().state()).isEqualTo(PeriodState.RUNNING);
        assertThat(violations.of(name)).isEmpty();

        at("2026-02-02T09:00:00Z");
        closes.startDue();
        Processes processes = new Processes(engine);
        processes.fireDue(processes.instance("period-close", "close:Europe/Berlin:2026-01"));
        assertThat(processes.isRunning("period-close", "close:Europe/Berlin:2026-01"))
                .as("until its verdicts are final")
                .isTrue();
        assertThat(verdict().state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(verdict().verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(verdict().verdict().share())
                .hasValueSatisfying(share -> assertThat(share.toString()).isEqualTo("1/2"));
        assertThat(violations.of(name)).singleElement().satisfies(v -> assertThat(v.version())
                .isEqualTo(version));
        assertThat(credit().amount()).isEqualByComparingTo("100.00");
        assertThat(credit().state()).isEqualTo(Credit.State.PROPOSED);

        at("2026-02-20T09:00:00Z");
        current.run();
        assertThat(verdict().state()).isEqualTo(PeriodState.FINAL);
        assertThat(credit().state()).isEqualTo(Credit.State.CLAIMABLE);

        Caller carla = caller("carla-" + id, customer, Role.CUSTOMER_REPRESENTATIVE);
        assertThatThrownBy(() -> grant.claim(credit().id(), caller("x", provider, Role.SERVICE_LEVEL_MANAGER)))
                .isInstanceOf(Refusal.class);
        grant.claim(credit().id(), carla);
        assertThat(credit().state()).isEqualTo(Credit.State.ISSUED);
        assertThat(credits.notes(credit().id())).singleElement().satisfies(note -> assertThat(note.amount())
                .isEqualByComparingTo("100.00"));
    }

    @Test
    void judgingAgainChangesNothing() {
        activate("1000.00", "10");
        ticketLate();
        at("2026-02-02T09:00:00Z");
        current.run();
        StoredVerdict first = verdict();
        closes.startDue();
        current.run();
        assertThat(verdict()).isEqualTo(first);
        assertThat(violations.of(name)).hasSize(1);
        assertThat(jdbc.sql("select source from measurement.evidence_holds where key = :violation")
                        .param("violation", violations.of(name).get(0).id().toString())
                        .query(String.class)
                        .list())
                .as("its evidence is held")
                .containsExactly(source);
        assertThat(credits.of(name)).hasSize(1);
    }

    @Test
    void aCreditAboveTheLimitWaitsForAPerson() {
        activate("100000.00", "10");
        ticketLate();
        at("2026-02-20T09:00:00Z");
        current.run();
        current.run();
        assertThat(credit().state()).isEqualTo(Credit.State.IN_DECISION);
        Processes processes = new Processes(engine);
        var instance = processes.begun("credit-decision", credit().id().toString());
        var task = processes.task(instance, "userTask_decideCredit");
        assertThat(task.getAssignee()).isEqualTo("fred-" + id);
        assertThatThrownBy(() -> processes.complete(task, "fred-" + id, Map.of("decision", "refuse", "reason", "no")))
                .hasStackTraceContaining("too short");
        processes.complete(task, "fred-" + id, Map.of("decision", "approve"));
        processes.fireDue(instance);
        assertThat(credit().state()).isEqualTo(Credit.State.CLAIMABLE);
    }

    @Test
    void lateDataAfterFinalRestatesAndTakesBackByADebitNote() {
        activate("1000.00", "10");
        ticketLate();
        at("2026-02-20T09:00:00Z");
        current.run();
        current.run();
        grant.claim(credit().id(), caller("carla-" + id, customer, Role.CUSTOMER_REPRESENTATIVE));
        Instant then = time.now();

        at("2026-03-02T09:00:00Z");
        event("B", "B-stop", "2026-01-12T10:00:00Z", "changed", Map.of("state", "Resolved"));
        current.run();
        assertThat(verdict().state()).isEqualTo(PeriodState.RESTATED);
        assertThat(verdict().verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(violations.of(name)).singleElement().satisfies(v -> assertThat(v.count())
                .isZero());
        assertThat(verdicts.asOf(name, ALL, then)).singleElement().satisfies(v -> {
            assertThat(v.state()).isEqualTo(PeriodState.FINAL);
            assertThat(v.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        });

        Processes processes = new Processes(engine);
        var instance = processes.begun("credit-decision", credit().id().toString());
        processes.complete(
                processes.task(instance, "userTask_decideCredit"), "fred-" + id, Map.of("decision", "approve"));
        assertThat(credits.notes(credit().id()).stream()
                        .map(n ->
                                n.kind() + " " + n.amount().stripTrailingZeros().toPlainString()))
                .containsExactly("CREDIT 100", "DEBIT 100");
    }

    private void ticketLate() {
        at("2026-01-12T09:00:00Z");
        ticket("B", "2026-01-12T09:00:00Z", null);
        at("2026-01-20T09:00:00Z");
        scan.run();
    }

    private StoredVerdict verdict() {
        List<StoredVerdict> january = verdicts.of(name, ALL).stream()
                .filter(v -> v.verdict().period().part().from().isBefore(Instant.parse("2026-01-15T00:00:00Z")))
                .toList();
        assertThat(january).hasSize(1);
        return january.get(0);
    }

    private Credit credit() {
        assertThat(credits.of(name)).hasSize(1);
        return credits.of(name).get(0);
    }

    private void at(String instant) {
        time.moveTo(Instant.parse(instant));
    }

    private void ticket(String key, String created, @org.jspecify.annotations.Nullable String stopped) {
        event(
                key,
                key + "-created",
                created,
                "created",
                Map.of("type", "incident", "service", "desk", "customer", customer, "state", "New"));
        if (stopped != null) {
            event(key, key + "-stop", stopped, "changed", Map.of("state", "Resolved"));
        }
    }

    private void event(String key, String event, String at, String type, Map<String, String> attributes) {
        measurements.take(new Delivery(
                source,
                List.of(Measurement.of(
                        event, new Content.WorkItem(key, Instant.parse(at), List.of(), type, "", attributes))),
                false,
                NORA));
    }

    private VersionRef activate(String charges, String percent) {
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Desk}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: always, notice: P30D, renewal: none}
                  charges: {amount: "%s", currency: EUR, per: month}
                  services: [{id: desk, description: one place for faults, notIncluded: [printers]}]
                  calendars: [{id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %s, kind: work-items, complete: watermark}]
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: %s, where: {type: [incident]}, start: {event: created}, stop: {enters: {state: [Resolved]}}, reopen: {as: ignore}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                      credit: {base: agreement, tiers: [{below: "95%%", percent: "%s"}]}
                  creditLimits: {minimum: "10.00", claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(name, provider, customer, charges, source, source, percent);
        return IntoForce.bring(agreements, documents, yaml, NORA);
    }

    private void person(String login, String organisation, Role role) {
        PersonId person = new PersonId(login);
        parties.person(
                new Person(
                        person,
                        login,
                        login + "@example.org",
                        new OrganisationId(organisation),
                        BERLIN,
                        Locale.ENGLISH),
                Browser.PASSWORD);
        parties.assign(
                role.equals(Role.FINANCE_APPROVER)
                        ? new Assignment(person, new OrganisationId(organisation), role, new BigDecimal("50000"), "EUR")
                        : Assignment.of(person, new OrganisationId(organisation), role));
    }

    private static Caller caller(String login, String organisation, Role role) {
        return new Caller(new PersonId(login), false, Set.of(new OrganisationId(organisation)), Set.of(role));
    }
}
