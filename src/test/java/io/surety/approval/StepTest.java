package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.approval.Seat.Sitter;
import io.surety.approval.Step.State;
import io.surety.calendar.Span;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final ContentHash HASH = ContentHash.of("content");
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void waitsUntilItsApproversAreChosen() {
        assertThat(step(null, 0).state()).isEqualTo(State.WAITING);
    }

    @Test
    void isApprovedByItsQuorumAndNotBefore() {
        assertThat(step(2, 0, Decision.APPROVE, null, null).state()).isEqualTo(State.OPEN);
        assertThat(step(2, 0, Decision.APPROVE, null, Decision.APPROVE).state()).isEqualTo(State.APPROVED);
    }

    @Test
    void isRefusedOnceItsQuorumIsOutOfReach() {
        assertThat(step(2, 0, Decision.REJECT, null, null).state()).isEqualTo(State.OPEN);
        assertThat(step(2, 0, Decision.REJECT, Decision.REJECT, null).state()).isEqualTo(State.REJECTED);
        assertThat(step(2, 0, Decision.REJECT, Decision.CHANGE, null).state()).isEqualTo(State.CHANGE_REQUESTED);
    }

    @Test
    void countsWhatWasCarriedOver() {
        assertThat(step(2, 1, Decision.APPROVE).state()).isEqualTo(State.APPROVED);
        assertThat(step(2, 1, new Decision[] {null}).state()).isEqualTo(State.OPEN);
        assertThat(step(1, 1).state()).isEqualTo(State.APPROVED);
    }

    private static Step step(@Nullable Integer needed, int carriedOver, @Nullable Decision... votes) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < votes.length; i++) {
            PersonId person = new PersonId("person" + i);
            Decision decision = votes[i];
            Vote vote = decision == null ? null : new Vote("task" + i, person, decision, "", NOW, HASH);
            seats.add(new Seat(i, 1, "task" + i, NOW, null, List.of(new Sitter(person, null, null, false)), vote));
        }
        List<CarriedOver> carried = new ArrayList<>();
        for (int i = 0; i < carriedOver; i++) {
            carried.add(new CarriedOver(new PersonId("spared" + i), "task", HASH, HASH, HASH, "unchanged"));
        }
        return new Step(
                1,
                1,
                Side.PROVIDER,
                new OrganisationId("northwind-it"),
                Role.LEGAL_APPROVER,
                1,
                new StepMode.All(),
                null,
                Span.parse("P1BD"),
                List.of("/"),
                HASH,
                "why",
                needed,
                null,
                seats,
                carried);
    }
}
