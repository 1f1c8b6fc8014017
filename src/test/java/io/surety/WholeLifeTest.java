package io.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.period.Violations;
import io.surety.lifecycle.LifecycleRequests;
import io.surety.measurement.Content;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurement;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.Parties;
import io.surety.review.Review;
import io.surety.review.Reviews;
import io.surety.review.StartReview;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * One agreement, from its draft to its expiry, on the real engine and database, with a moved clock. Büsingen keeps
 * Germany's time and no other test's periods, so that the close of its month is this test's alone.
 */
@WholeApplicationTest
class WholeLifeTest extends WholeLifeScene {

    @Autowired
    Parties parties;

    @Autowired
    ReadDocument read;

    @Autowired
    Negotiate negotiate;

    @Autowired
    LifecycleRequests requests;

    @Autowired
    FindDueClocks scan;

    @Autowired
    Clocks clocks;

    @Autowired
    ReadEscalations escalations;

    @Autowired
    ClosePeriods closes;

    @Autowired
    KeepVerdictsCurrent current;

    @Autowired
    Verdicts verdicts;

    @Autowired
    Violations violations;

    @Autowired
    Credits credits;

    @Autowired
    StartReview startReview;

    @Autowired
    Reviews reviews;

    @Test
    void anAgreementLivesFromItsDraftToItsExpiry() {
        VersionRef first = negotiate();
        onboard(first);
        approve(first);
        activate(first);
        breachAndEscalate();
        closeThePeriodWithACredit(first);
        VersionRef second = reviewAndAmend(first);
        superseded(first, second);
        expire(second);
    }

    /** Draft → two rounds of offers → the third party's consent → agreed. */
    private VersionRef negotiate() {
        VersionRef ref = agreements.draft(read.read(bytes("PT8H")), nora).ref();
        assertThat(state(ref)).isEqualTo(VersionState.DRAFT);
        ProcessInstance life = life(ref);
        processes.fireDue(life);

        Offer offer = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(nora));
        processes.fireDue(life);
        assertThat(state(ref)).isEqualTo(VersionState.NEGOTIATING);
        assertThat(peopleOf(task(ref, "userTask_answerOffer"))).containsExactlyInAnyOrder(carla.value(), chris.value());
        assertThat(timersOf("sla-negotiation", ref)).contains(offer.expiresAt());

        Offer counter = negotiate.counter(
                ref,
                offer.hash(),
                null,
                read.read(bytes("PT4H")),
                time.now().plus(Duration.ofDays(7)),
                Actor.overRest(carla));
        processes.fireDue(life);
        assertThat(peopleOf(task(ref, "userTask_answerOffer"))).containsExactly(nora.value());
        assertThatThrownBy(() -> negotiate.accept(ref, counter.id(), offer.hash(), Actor.overRest(nora)))
                .isInstanceOf(Refusal.class);

        negotiate.accept(ref, counter.id(), counter.hash(), Actor.overRest(nora));
        processes.fireDue(life);
        assertThat(state(ref)).as("the third party has not consented").isEqualTo(VersionState.NEGOTIATING);
        assertThat(peopleOf(task(ref, "userTask_consentToDuties"))).containsExactly(cleo.value());
        negotiate.consent(ref, supplier.value(), counter.hash(), Actor.overRest(cleo));
        processes.fireDue(life);
        assertThat(state(ref)).isEqualTo(VersionState.AGREED);
        assertThat(agreements.get(ref).hash()).isEqualTo(counter.hash());
        return ref;
    }

    private void onboard(VersionRef ref) {
        ProcessInstance onboarding = processes.begun("third-party-onboarding", ref + ":" + supplier);
        Task invitation = processes.task(onboarding, "userTask_answerInvitation");
        assertThat(peopleOf(invitation)).containsExactly(cleo.value());
        processes.complete(invitation, cleo.value(), Map.of("answer", "accept"));
        processes.fireDue(onboarding);
        for (Task evidence : processes.tasks(onboarding, "userTask_provideEvidence")) {
            processes.complete(
                    evidence,
                    cleo.value(),
                    Map.of("reference", "certificate 4711", "issuedOn", "2026-01-01", "expiresOn", "2027-06-01"));
        }
        processes.fireDue(onboarding);
        take("feed-" + mark, Measurement.of("mark-1", new Content.Watermark(time.now())));
        Task tracking = processes.task(onboarding, "userTask_agreeTracking");
        assertThat(peopleOf(tracking)).containsExactly(tamara.value());
        processes.complete(
                tracking,
                tamara.value(),
                Map.of(
                        "indicator",
                        "availability",
                        "source",
                        "feed-" + mark,
                        "measuredAt",
                        "load balancer",
                        "measuredBy",
                        "cloudco"));
        processes.fireDue(onboarding);
        Task admission = processes.task(onboarding, "userTask_decideAdmission");
        assertThat(peopleOf(admission)).containsExactly(tamara.value());
        processes.complete(admission, tamara.value(), Map.of("decision", "admit"));
        processes.fireDue(life(ref));
    }

    /** Everybody who is asked approves; proposer and approver are different people, and nobody is asked twice. */
    private void approve(VersionRef ref) {
        assertThat(peopleOf(task(ref, "userTask_startApproval"))).containsExactly(nora.value());
        requests.startApproval(name, parties.caller(nora));
        processes.fireDue(life(ref));
        assertThat(state(ref)).isEqualTo(VersionState.IN_APPROVAL);
        Set<String> approvers = new HashSet<>();
        List<Task> open = approvals(ref);
        while (!open.isEmpty()) {
            Task vote = open.get(0);
            assertThat(vote.getDueDate()).isNotNull();
            String approver = peopleOf(vote).get(0);
            assertThat(approvers.add(approver)).as(approver + " is asked once").isTrue();
            processes.complete(vote, approver, Map.of("decision", "approve"));
            processes.fireDue(life(ref));
            open = approvals(ref);
        }
        assertThat(approvers).hasSizeGreaterThanOrEqualTo(3).contains("otto-" + mark, "lena-" + mark);
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
    }

    private void activate(VersionRef ref) {
        Instant start = Instant.parse("2026-03-31T22:00:00Z");
        time.moveTo(start.minusMillis(1));
        processes.fireDue(life(ref));
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
        time.moveTo(start);
        processes.fireDue(life(ref));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(timersOf("sla-in-force", ref))
                .contains(Instant.parse("2026-12-31T23:00:00Z"), Instant.parse("2026-07-14T22:00:00Z"));
    }

    /** Four hours on the calendar are over at noon; tier 1 does not answer, tier 2 acknowledges. */
    private void breachAndEscalate() {
        at("2026-04-13T06:00:00Z");
        item("created", Map.of("type", "incident", "service", "desk", "customer", customer.value(), "state", "New"));
        at("2026-04-13T10:00:00Z");
        scan.run();
        assertThat(escalations.of(name, ALWAYS)).as("due is not yet late").isEmpty();
        at("2026-04-13T10:00:01Z");
        scan.run();
        assertThat(clocks.of(new ItemRef(tickets, "INC1"))).singleElement().satisfies(clock -> {
            assertThat(clock.breachAt()).contains(Instant.parse("2026-04-13T10:00:00Z"));
            assertThat(clock.decision())
                    .hasValueSatisfying(d -> assertThat(d.met()).isFalse());
        });
        Escalation escalation = escalations.of(name, ALWAYS).get(0);
        ProcessInstance process =
                processes.begun("breach-escalation", escalation.id().toString());
        assertThat(escalations.told(escalation.id())).containsExactly(tom);
        Task task = processes.task(process, "userTask_acknowledgeBreach");
        assertThat(peopleOf(task)).contains(tom.value()).doesNotContain(tina.value());

        time.moveBy(Duration.ofMinutes(15).plusMillis(1));
        processes.fireDue(process);
        assertThat(escalations.told(escalation.id())).containsExactly(tom, tina);
        Task both = processes.task(process, "userTask_acknowledgeBreach");
        assertThat(peopleOf(both)).contains(tina.value());
        processes.complete(both, tina.value(), Map.of());
        processes.fireDue(process);
        assertThat(escalations.details(escalation.id()).escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);

        at("2026-04-13T12:00:00Z");
        item("changed", Map.of("state", "Active"));
        processes.fireDue(process);
    }

    /** 10 % of 800 for a month in which the only ticket was late. */
    private void closeThePeriodWithACredit(VersionRef ref) {
        at("2026-05-04T08:00:00Z");
        closes.startDue();
        ProcessInstance close = processes.begun("period-close", "close:" + ZONE + ":2026-04");
        assertThat(processes.job(close, "event_moreMayBeFinal").getDuedate())
                .as("looks again tomorrow: both sides may confirm before the verdict is due to be final")
                .isEqualTo(Date.from(time.now().plus(Duration.ofDays(1))));
        assertThat(verdicts.of(ref, "respond", Instant.parse("2026-03-31T22:00:00Z")))
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.state()).isEqualTo(PeriodState.PROVISIONAL);
                    assertThat(stored.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
                });
        assertThat(violations.of(name)).singleElement().satisfies(v -> assertThat(v.count())
                .isEqualTo(1));
        assertThat(credits.of(name)).singleElement().satisfies(credit -> {
            assertThat(credit.amount()).isEqualByComparingTo("80.00");
            assertThat(credit.state()).isEqualTo(Credit.State.PROPOSED);
        });
        at("2026-05-18T08:00:00Z");
        processes.fireDue(close);
        assertThat(processes.isRunning("period-close", "close:" + ZONE + ":2026-04"))
                .as("due to be final, and not yet so")
                .isTrue();
        current.run();
        assertThat(credits.of(name).get(0).state()).isEqualTo(Credit.State.ISSUED);
        at("2026-05-18T09:00:00Z");
        processes.fireDue(close);
        assertThat(processes.isRunning("period-close", "close:" + ZONE + ":2026-04"))
                .isFalse();
    }

    private VersionRef reviewAndAmend(VersionRef ref) {
        at("2026-06-08T08:00:00Z");
        Review review = startReview.cycle(name, nora);
        assertThat(review.key()).isEqualTo("cycle:0");
        ProcessInstance process = processes.begun("periodic-review", review.id().toString());
        List<Task> views = processes.tasks(process, "userTask_giveView");
        assertThat(views).hasSize(2);
        for (Task view : views) {
            processes.complete(
                    view, peopleOf(view).get(0), Map.of("satisfaction", "2", "comment", "Answer faster, please"));
        }
        processes.fireDue(process);
        Task decision = processes.task(process, "userTask_decideOutcome");
        assertThat(peopleOf(decision)).containsExactly(nora.value());
        processes.complete(
                decision,
                nora.value(),
                Map.of("outcome", "AMEND", "conclusion", "The first month was not what we promised."));
        processes.fireDue(process);
        assertThat(reviews.get(review.id()).isOpen()).isFalse();
        VersionRef next = new VersionRef(name, 2);
        assertThat(state(next)).isEqualTo(VersionState.DRAFT);
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        return next;
    }

    /** The amendment walks the same way while the old version stays in force; activation supersedes it at one instant. */
    private void superseded(VersionRef first, VersionRef second) {
        processes.fireDue(life(second));
        Offer offer = negotiate.offer(second, time.now().plus(Duration.ofDays(7)), Actor.overRest(nora));
        processes.fireDue(life(second));
        negotiate.consent(second, supplier.value(), offer.hash(), Actor.overRest(cleo));
        negotiate.accept(second, offer.id(), offer.hash(), Actor.overRest(carla));
        processes.fireDue(life(second));
        approve(second);
        assertThat(state(first)).isEqualTo(VersionState.ACTIVE);
        Instant start = Instant.parse("2026-06-30T22:00:00Z");
        time.moveTo(start);
        processes.fireDue(life(second));
        assertThat(state(second)).isEqualTo(VersionState.ACTIVE);
        assertThat(state(first)).isEqualTo(VersionState.SUPERSEDED);
        assertThat(agreements.get(first).validity().to()).isEqualTo(start);
        assertThat(agreements.inForce(name, start.minusMillis(1)).orElseThrow().ref())
                .isEqualTo(first);
        assertThat(agreements.inForce(name, start).orElseThrow().ref()).isEqualTo(second);
        fireIfRunning(first);
        assertThat(processes.isRunning("sla-lifecycle", first.toString())).isFalse();
    }

    private void expire(VersionRef ref) {
        at("2026-12-31T23:00:00Z");
        processes.fireDue(life(ref));
        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(processes.isRunning("sla-lifecycle", ref.toString())).isFalse();
        assertThat(agreements.inForce(name, time.now())).isEmpty();
        assertThat(agreements.history(name))
                .extracting(Agreements.HistoryEntry::state)
                .contains(
                        VersionState.DRAFT,
                        VersionState.NEGOTIATING,
                        VersionState.AGREED,
                        VersionState.IN_APPROVAL,
                        VersionState.APPROVED,
                        VersionState.ACTIVE,
                        VersionState.SUPERSEDED,
                        VersionState.EXPIRED);
    }
}
