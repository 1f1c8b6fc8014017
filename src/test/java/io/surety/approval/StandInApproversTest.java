package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.approval.ApprovalHistory.SeatView;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who sits in an approval for somebody who is away, and whose voice that is. */
@WholeApplicationTest
class StandInApproversTest extends ApprovalScene {

    @Autowired
    AbsencePlan absences;

    @Test
    void aCycleOfSubstitutesLeavesTheApproverHerself() {
        world.person(world.provider(), "deputy", DIRECTOR, null);
        absent("ops", "deputy");
        absent("deputy", "ops");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(step(instance, "operations-approver").seats().get(0).people())
                .singleElement()
                .satisfies(sitter -> {
                    assertThat(sitter.person()).isEqualTo(world.id("ops"));
                    assertThat(sitter.insteadOf()).isNull();
                });
    }

    @Test
    void theProposerStandsInForNobody() {
        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);
        absent("ops", "slm");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(people(step(instance, "operations-approver"))).containsExactly(world.id("ops2"));
    }

    @Test
    void eachSeatOfAQuorumEscalatesAtItsOwnDueTime() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "berlin", "Europe/Berlin", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "york", "America/New_York", Role.FINANCE_APPROVER, null);
        ProcessInstance instance = start(world.agreed(GREAT, "PT4H"));
        vote(instance, "ops");
        vote(instance, "law");
        // three business days after Monday end at 17:00 in Berlin six hours before they do in New York
        Instant inBerlin = Instant.parse("2026-03-05T16:00:00Z");
        Instant inYork = Instant.parse("2026-03-05T22:00:00Z");
        assertThat(due(instance, "berlin")).isEqualTo(inBerlin);
        assertThat(due(instance, "york")).isEqualTo(inYork);

        time.moveTo(inBerlin);
        processes.fireDue(instance);
        assertThat(task(instance, "berlin").getPriority()).isEqualTo(90);
        assertThat(task(instance, "york").getPriority()).isEqualTo(50);
        assertThat(processes
                        .job(instance, "event_nextApproverOverdue")
                        .getDuedate()
                        .toInstant())
                .isEqualTo(inYork);

        time.moveTo(inYork);
        processes.fireDue(instance);
        assertThat(task(instance, "york").getPriority()).isEqualTo(90);
        assertThat(step(instance, "finance-approver").seats())
                .extracting(SeatView::escalatedAt)
                .containsExactlyInAnyOrder(inBerlin, inYork);
    }

    @Test
    void whoStandsInForAStandInVotesByTheRoleOfTheFirst() {
        ProcessInstance instance = withAStandInForBerlin();
        world.person(world.provider(), "third", DIRECTOR, null);
        absent("deputy", "third");
        time.moveTo(due(instance, "deputy"));
        processes.fireDue(instance);

        assertThat(step(instance, "finance-approver").seats())
                .flatExtracting(SeatView::people)
                .filteredOn(sitter -> sitter.person().equals(world.id("third")))
                .singleElement()
                .satisfies(sitter -> {
                    assertThat(sitter.insteadOf()).isEqualTo(world.id("berlin"));
                    assertThat(sitter.reason()).contains("deputy", "absent when it was due");
                });
        vote(instance, "third");
        vote(instance, "york");
        assertThat(step(instance, "finance-approver").state()).isEqualTo("APPROVED");
    }

    @Test
    void whoIsBackWhenHerStandInIsAwaySitsForHerself() {
        ProcessInstance instance = withAStandInForBerlin();
        time.moveTo(due(instance, "deputy").plus(Duration.ofDays(7)));
        absent("deputy", "berlin");
        processes.fireDue(instance);

        assertThat(step(instance, "finance-approver").seats())
                .flatExtracting(SeatView::people)
                .filteredOn(sitter -> sitter.person().equals(world.id("berlin")))
                .singleElement()
                .satisfies(sitter -> assertThat(sitter.insteadOf()).isNull());
        vote(instance, "berlin");
    }

    /** Two of finance are asked, and deputy sits for berlin. */
    private ProcessInstance withAStandInForBerlin() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "berlin", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "york", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "deputy", DIRECTOR, null);
        absent("berlin", "deputy");
        ProcessInstance instance = start(world.agreed(GREAT, "PT4H"));
        vote(instance, "ops");
        vote(instance, "law");
        return instance;
    }

    private Instant due(ProcessInstance instance, String person) {
        return task(instance, person).getDueDate().toInstant();
    }

    private void absent(String person, String substitute) {
        absences.enter(
                new Absence(
                        UUID.randomUUID(),
                        world.id(person),
                        world.id(substitute),
                        new Interval(time.now(), time.now().plus(Duration.ofDays(7))),
                        "holiday"),
                time.now());
    }
}
