package io.surety.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.People;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code domain.md} 9, on the real engine with a moved clock. */
@WholeApplicationTest
class ReviewTest {

    private final Agreements agreements;
    private final ReadDocument documents;
    private final StartReview start;
    private final ReviewSchedule schedule;
    private final Reviews reviews;
    private final RegisterParties parties;
    private final MovedTimeSource time;
    private final Processes processes;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "reviewed-" + id;
    private final PersonId nora = new PersonId("nora-" + id);
    private final PersonId carla = new PersonId("carla-" + id);

    @Autowired
    ReviewTest(
            Agreements agreements,
            ReadDocument documents,
            StartReview start,
            ReviewSchedule schedule,
            Reviews reviews,
            RegisterParties parties,
            MovedTimeSource time,
            ProcessEngine engine) {
        this.agreements = agreements;
        this.documents = documents;
        this.start = start;
        this.schedule = schedule;
        this.reviews = reviews;
        this.parties = parties;
        this.time = time;
        this.processes = new Processes(engine);
    }

    @BeforeEach
    void registersThePeople() {
        at("2026-01-02T09:00:00Z");
        person(nora, "northwind-" + id, Role.SERVICE_LEVEL_MANAGER);
        person(carla, "acme-" + id, Role.CUSTOMER_REPRESENTATIVE);
    }

    @Test
    void domain9VectorAReviewHeldEarlyIsThatCycleAndTheScheduleSkipsIt() {
        Version version = activate();
        at("2026-01-15T09:00:00Z");
        start.due(version);
        Review zero = open();
        assertThat(zero.key()).isEqualTo("cycle:0");
        hold(zero, ReviewOutcome.KEEP);

        at("2026-02-20T09:00:00Z");
        assertThat(start.cycle(name, nora).key()).isEqualTo("cycle:1");
        assertThatThrownBy(() -> start.cycle(name, nora)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.type()).isEqualTo("review-open");
            assertThat(refusal).hasMessageContaining(open().id().toString());
        });
        hold(open(), ReviewOutcome.KEEP);

        at("2026-04-15T09:00:00Z");
        start.due(version);
        assertThat(reviews.open(name)).isEmpty();
        assertThat(schedule.nextDue(version)).contains(Instant.parse("2026-07-14T22:00:00Z"));
        at("2026-07-15T09:00:00Z");
        start.due(version);
        assertThat(open().key()).isEqualTo("cycle:2");
    }

    @Test
    void whatComesDueWhileAReviewIsOpenIsAddedToWhatItCovers() {
        Version version = activate();
        at("2026-01-15T09:00:00Z");
        start.due(version);
        at("2026-07-20T09:00:00Z");
        start.because(name, "chronic-portal-up", "a chronic clause was met");
        start.due(version);
        assertThat(open().covers()).containsExactly("cycle:0", "event:chronic-portal-up", "cycle:2", "cycle:1");
        start.due(version);
        assertThat(reviews.of(name)).hasSize(1);
    }

    @Test
    void theReviewBeforeTheEndIsDueOnTheLastOpenDayBeforeNotice() {
        Version version = activate();
        // 2027-01-01 less 30 days is Wednesday 2026-12-02.
        assertThat(schedule.expiry(version)).hasValueSatisfying(due -> {
            assertThat(due.key()).isEqualTo("expiry:2027-01-01");
            assertThat(due.dueAt()).isEqualTo(Instant.parse("2026-12-01T23:00:00Z"));
        });
        at("2026-12-02T09:00:00Z");
        start.due(version);
        assertThat(open().key()).isEqualTo("expiry:2027-01-01");
    }

    @Test
    void repeatingAnExtraReviewWithItsKeyStartsNoSecondOne() {
        activate();
        Review first = start.extra(name, "the merger", "merger-1", carla);
        hold(first, ReviewOutcome.KEEP);
        assertThat(start.extra(name, "the merger", "merger-1", carla).id()).isEqualTo(first.id());
        assertThat(reviews.of(name)).hasSize(1);
    }

    @Test
    void participantsGiveTheirViewsAndTheOwnerDecides() {
        activate();
        at("2026-02-20T09:00:00Z");
        Review review = start.cycle(name, nora);
        var instance = processes.begun("periodic-review", review.id().toString());
        List<Task> views = processes.tasks(instance, "userTask_giveView");
        assertThat(views).extracting(Task::getAssignee).containsExactlyInAnyOrder(nora.value(), carla.value());
        assertThatThrownBy(() -> processes.complete(
                        views.get(0), views.get(0).getAssignee(), Map.of("satisfaction", "6", "comment", "fine")))
                .hasMessageContaining("from 1 to 5");
        views.forEach(task -> processes.complete(
                task, task.getAssignee(), Map.of("satisfaction", "4", "comment", "Good, but slow on Mondays")));
        processes.fireDue(instance);
        assertThat(reviews.statements(review.id())).hasSize(2);

        Task decision = processes.task(instance, "userTask_decideOutcome");
        assertThat(decision.getAssignee()).isEqualTo(nora.value());
        assertThatThrownBy(() ->
                        processes.complete(decision, nora.value(), Map.of("outcome", "KEEP", "conclusion", "short")))
                .hasMessageContaining("at least 10");
        processes.complete(
                decision, nora.value(), Map.of("outcome", "KEEP", "conclusion", "All targets were reached."));
        processes.fireDue(instance);
        assertThat(processes.isRunning("periodic-review", review.id().toString()))
                .isFalse();
        assertThat(reviews.get(review.id()).outcome()).contains(ReviewOutcome.KEEP);
    }

    @Test
    void viewsThatNobodyGivesDoNotHoldUpTheDecision() {
        activate();
        at("2026-02-20T09:00:00Z");
        Review review = start.cycle(name, nora);
        var instance = processes.begun("periodic-review", review.id().toString());
        at("2026-03-07T09:00:00Z");
        processes.fireDue(instance);
        assertThat(processes.tasks(instance, "userTask_giveView")).isEmpty();
        assertThat(processes.task(instance, "userTask_decideOutcome")).isNotNull();
    }

    @Test
    void theNthDateIsCountedFromTheAnchorEachTime() {
        var cycles = new ReviewCycles(
                java.time.LocalDate.parse("2026-01-31"), java.time.Period.ofMonths(1), ZoneId.of("Europe/Berlin"));
        assertThat(cycles.dueAt(1)).isEqualTo(Instant.parse("2026-02-27T23:00:00Z"));
        assertThat(cycles.dueAt(2)).isEqualTo(Instant.parse("2026-03-30T22:00:00Z"));
        assertThat(cycles.current(Instant.parse("2026-01-30T12:00:00Z"))).isEmpty();
        assertThat(cycles.current(Instant.parse("2026-03-30T22:00:00Z"))).hasValue(2);
    }

    private void hold(Review review, ReviewOutcome outcome) {
        var instance = processes.begun("periodic-review", review.id().toString());
        processes
                .tasks(instance, "userTask_giveView")
                .forEach(task -> processes.complete(
                        task, task.getAssignee(), Map.of("satisfaction", "5", "comment", "all good")));
        processes.fireDue(instance);
        processes.complete(
                processes.task(instance, "userTask_decideOutcome"),
                nora.value(),
                Map.of("outcome", outcome.name(), "conclusion", "It serves us well."));
        processes.fireDue(instance);
    }

    private Review open() {
        return reviews.open(name).orElseThrow();
    }

    private void at(String instant) {
        time.moveTo(Instant.parse(instant));
    }

    private Version activate() {
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Portal}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: northwind-%s, role: provider}, {id: acme-%s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: negotiated}
                  services: [{id: portal, description: customer portal, notIncluded: [payment]}]
                  calendars: [{id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
                  sources: [{id: tickets-%s, kind: work-items, complete: watermark}]
                  terms:
                    - id: portal-up
                      service: portal
                      obligated: provider
                      measure: {kind: availability, from: outages, source: tickets-%s}
                      target: {atLeast: "99%%", calendar: office, per: month}
                  review: {every: P3M, anchor: "2026-01-15", participants: [service-level-manager, customer]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10BD, objectWithin: P10BD}
                """
                        .formatted(name, id, id, id, id);
        return agreements.get(IntoForce.bring(agreements, documents, yaml, nora));
    }

    private void person(PersonId login, String organisation, Role role) {
        OrganisationId its = new OrganisationId(organisation);
        parties.organisation(new Organisation(its, organisation, null));
        People.enrol(parties, login, its, role);
    }
}
