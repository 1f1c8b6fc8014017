package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.shared.Refusal;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** How a version is suspended and ends: by its date, by notice, or because nobody wants it any more. */
@WholeApplicationTest
class EndOfLifeTest extends LifecycleScene {

    @Test
    void suspendsAndResumesAnyNumberOfTimes() {
        VersionRef ref = active(Content.PLAIN);

        for (int round = 1; round <= 2; round++) {
            requests.suspend(three.agreement, "the building is closed", caller(three.manager));
            assertThat(state(ref)).isEqualTo(VersionState.SUSPENDED);
            refused("state-conflict", () -> requests.suspend(three.agreement, "again", caller(three.manager)));
            time.moveBy(Duration.ofDays(2));
            requests.resume(three.agreement, "it is open again", caller(three.representative));
            assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        }
        refused("state-conflict", () -> requests.resume(three.agreement, "again", caller(three.manager)));
        assertThat(agreements.get(ref).suspensions()).hasSize(2);
    }

    @Test
    void expiresWhileItIsSuspended() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.suspend(three.agreement, "the building is closed", caller(three.manager));

        time.moveTo(BERLIN_NEXT_APRIL);
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }

    @Test
    void terminatesAtTheEndOfTheNoticeAndNotBefore() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        LocalDate earliest = LocalDate.of(2026, 4, 1).plusDays(90);
        LocalDate chosen = earliest.plusDays(3);

        refused(
                "request-invalid",
                () -> requests.terminate(
                        three.agreement, earliest.minusDays(1), "we move", caller(three.representative)));
        requests.terminate(three.agreement, chosen, "we move", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.get(ref).validity().to()).isEqualTo(Instant.parse("2026-07-02T22:00:00Z"));
        for (LocalDate other : List.of(earliest, chosen.plusMonths(1))) {
            refused("notice-given", () -> requests.terminate(three.agreement, other, "we move", caller(three.manager)));
        }

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z"));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(endOf(process)).isEqualTo("endEvent_terminated");
    }

    @Test
    void isSuspendedResumedAndAmendedAlsoWhileItsNoticeRuns_2_1() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.suspend(three.agreement, "the building is closed", caller(three.manager));
        requests.terminate(three.agreement, LocalDate.of(2026, 7, 3), "we move", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.SUSPENDED);

        time.moveBy(Duration.ofDays(2));
        requests.resume(three.agreement, "it is open again", caller(three.representative));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        requests.suspend(three.agreement, "closed again", caller(three.manager));
        requests.resume(three.agreement, "open again", caller(three.manager));
        Version next = requests.amend(
                three.agreement,
                three.document(
                        Content.PLAIN.validity("2026-06-01", "2027-07-01").price("13000.00")),
                caller(three.representative));
        assertThat(next.ref().number()).isEqualTo(2);

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z").minusMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(endOf(process)).isEqualTo("endEvent_terminated");
    }

    @Test
    void ofTwoNoticesAtOnceOneIsGiven_2_1() throws Exception {
        VersionRef ref = active(Content.PLAIN);
        List<LocalDate> dates = List.of(LocalDate.of(2026, 7, 3), LocalDate.of(2026, 8, 4));
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Object>> both = dates.stream()
                .map(date -> threads.submit(() -> {
                    together.await();
                    try {
                        requests.terminate(three.agreement, date, "we move", caller(three.manager));
                        return (Object) date;
                    } catch (Refusal refused) {
                        return refused;
                    }
                }))
                .toList();
        List<Object> answers = new ArrayList<>();
        for (Future<Object> one : both) {
            answers.add(one.get());
        }
        threads.shutdown();

        assertThat(answers)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .satisfies(refused -> assertThat(((Refusal) refused).kind()).isEqualTo(Refusal.Kind.CONFLICT));
        LocalDate given = (LocalDate)
                answers.stream().filter(LocalDate.class::isInstance).findFirst().orElseThrow();
        assertThat(agreements.get(ref).validity().to())
                .isEqualTo(given.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant());
    }

    @Test
    void theNoticeMaySayThatOpenClocksAreCancelledAtItsEndAndNotBefore_2_1() {
        VersionRef ref = active(Content.PLAIN);
        ProcessInstance process = process(ref);
        requests.terminate(three.agreement, LocalDate.of(2026, 7, 3), "we move", true, caller(three.representative));
        assertThat(agreements.get(ref).cancelsClocks()).isFalse();

        time.moveTo(Instant.parse("2026-07-02T22:00:00Z"));
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.TERMINATED);
        assertThat(agreements.get(ref).cancelsClocks()).isTrue();
    }

    @Test
    void cancelsAnApprovedVersionBeforeItsStart() {
        VersionRef ref = agreed(Content.PLAIN);
        approved(ref);
        ProcessInstance process = process(ref);

        requests.cancel(three.agreement, "the move is off", caller(three.representative));

        assertThat(state(ref)).isEqualTo(VersionState.CANCELLED);
        assertThat(endOf(process)).isEqualTo("endEvent_cancelled");
    }

    @Test
    void givesUpADraftThatHasNotBeenOffered() {
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        ProcessInstance process = process(ref);
        processes.fireDue(process);

        requests.cancel(three.agreement, "not now", caller(three.manager));
        processes.fireDue(process);

        assertThat(state(ref)).isEqualTo(VersionState.CANCELLED);
        assertThat(endOf(process)).isEqualTo("endEvent_notAgreed");
    }

    @Test
    void expiresAVersionWhoseEndIsPastAtOnce() {
        VersionRef ref = agreed(Content.PLAIN.validity("2025-01-01", "2026-01-01"));
        ProcessInstance process = process(ref);
        approved(ref);

        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.history(three.agreement))
                .extracting(Agreements.HistoryEntry::state)
                .endsWith(VersionState.APPROVED, VersionState.ACTIVE, VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }
}
