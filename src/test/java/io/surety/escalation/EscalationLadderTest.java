package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockChanged;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClocksChanged;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.measurement.ItemRef;
import io.surety.shared.Ratio;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** When a ladder climbs, stands still and sends: quiet hours, pauses, joins and downtime, on the real engine and database. */
@WholeApplicationTest
class EscalationLadderTest extends EscalationScene {

    @Test
    void aJoinOfTheSameSeverityWaitsForTheNextDigest() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        int before = letters(onCall).size();

        time.moveBy(Duration.ofMinutes(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "rest", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before);

        time.moveBy(Duration.ofHours(1).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(before + 1);
        assertThat(letters(onCall).get(0).body()).contains("INC1").contains("INC2");
        assertThat(escalation().round()).isEqualTo(1);
    }

    @Test
    void queuesInQuietHoursExceptWhatIsCritical() {
        agreement("      quiet: {calendar: office, except: [critical]}\n");
        Instant night = Instant.parse("2026-03-02T20:00:00Z");
        time.moveTo(night);
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", night);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();

        time.moveTo(Instant.parse("2026-03-03T07:00:00Z").minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        time.moveTo(Instant.parse("2026-03-03T07:00:00Z"));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(1);
        assertThat(letters(onCall).get(0).body()).as("the true instant").contains("20:00");

        time.moveTo(Instant.parse("2026-03-03T21:00:00Z"));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);
        assertThat(subjects(onCall).get(0)).contains("critical");
    }

    @Test
    void standsStillWhileEveryClockIsPausedAndNoneIsLate() {
        agreement(
                "",
                "- {at: {elapsed: \"50%\"}, tell: [{role: service-desk-lead}], by: [mail]}\n"
                        + "        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}");
        ClockId clock = new ClockId(UUID.randomUUID());
        reached(event(clock, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        time.moveBy(Duration.ofMinutes(10));
        changed(clock, ClockState.PAUSED);
        time.moveBy(Duration.ofHours(2));
        processes.fireDue(instance);
        assertThat(letters(director)).isEmpty();
        changed(clock, ClockState.RUNNING);
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(5).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(director)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void aPauseAfterTheBreachFreezesNothing() {
        agreement("");
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        // a clock that is late stays LATE while its item is paused
        changed(clock, ClockState.LATE);

        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void aTierWithNobodyIsSkippedAtOnceAndTheLastReachesTheOwner() {
        agreement(
                "",
                "- {at: {breach: true}, tell: [{rota: nobody}], by: [mail]}\n"
                        + "        - {at: {unacknowledged: PT15M}, tell: [{role: unheard-of}], by: [mail]}");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());

        assertThat(letters(owner)).hasSize(1);
        assertThat(details().log()).extracting(EscalationDetails.Event::what).contains("skipped", "last resort");
    }

    @Test
    void afterADowntimeAllThatIsDueIsOneMessageWithTheTrueInstants() {
        agreement(
                "",
                "- {at: {elapsed: \"75%\"}, tell: [{rota: first-line}], by: [mail]}\n"
                        + "        - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}");
        ClockId clock = mark75("INC1", "p1", start);
        breach(clock, "INC1", "p1", start.plus(Duration.ofHours(1)));
        time.moveBy(Duration.ofDays(2));
        assertThat(escalations.missed(time.now()))
                .as("the audit sees what lies undone")
                .filteredOn(m -> m.agreement().equals(name()))
                .hasSize(2);
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).singleElement().satisfies(letter -> assertThat(letter.body())
                .contains("75 %", "09:00")
                .contains("10:00"));
        assertThat(escalations.missed(time.now()))
                .filteredOn(m -> m.agreement().equals(name()))
                .isEmpty();
    }

    @Test
    void whatIsLongPastTellsNobody() {
        agreement("");
        publish(new ThresholdsReached(List.of(new ThresholdReached(
                new ClockId(UUID.randomUUID()),
                new VersionRef(name(), 1),
                "resolve",
                "p1",
                new ItemRef("tickets", "INC1"),
                ClockMark.BREACH,
                Optional.empty(),
                start,
                true))));
        assertThat(escalations.of(name(), always())).isEmpty();
    }

    @Test
    void aClockThatJoinsSetsAFrozenLadderGoing_8() {
        agreement(
                "",
                """
                - {at: {elapsed: "50%"}, tell: [{role: service-desk-lead}], by: [mail]}
                        - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        ClockId paused = new ClockId(UUID.randomUUID());
        reached(event(paused, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(10));
        changed(paused, ClockState.PAUSED);

        time.moveBy(Duration.ofHours(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("not every subject is paused any more").hasSize(1);

        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(director)).hasSize(1);
    }

    @Test
    void standsStillFromTheStartWhereThePauseCameInTheSameInstantAsTheMark_8() {
        agreement(
                "",
                """
                - {at: {elapsed: "50%"}, tell: [{role: service-desk-lead}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        ClockId clock = new ClockId(UUID.randomUUID());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            events.publishEvent(new ThresholdsReached(
                    List.of(event(clock, "INC1", "p1", Optional.of(Ratio.parsePercent("50%")), start))));
            events.publishEvent(new ClocksChanged(List.of(new ClockChanged(clock, ClockState.PAUSED))));
        });
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofHours(1));
        processes.fireDue(instance);
        assertThat(letters(lead)).isEmpty();
        assertThat(letters(director)).isEmpty();

        changed(clock, ClockState.RUNNING);
        processes.fireDue(instance);
        assertThat(letters(lead)).hasSize(1);
    }

    @Test
    void whatACorrectionTookBackInQuietHoursIsNotToldInTheMorning_8() {
        agreement(
                "      quiet: {calendar: office, except: [critical]}\n",
                """
                - {at: {breach: true}, tell: [{rota: first-line}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: it-director}], by: [mail]}""");
        time.moveTo(Instant.parse("2026-03-02T20:00:00Z"));
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "rest", time.now());
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofHours(1));
        changed(clock, ClockState.RUNNING);

        time.moveTo(Instant.parse("2026-03-03T08:00:00Z"));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(director)).isEmpty();

        breach(clock, "INC1", "rest", time.now());
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("late in earnest now").hasSize(1);
    }

    @Test
    void queuesOverAWeekendInWhichTheClocksChange_8() {
        agreement("      quiet: {calendar: office, except: [critical]}\n");
        time.moveTo(Instant.parse("2026-03-27T20:00:00Z"));
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", time.now());
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        time.moveTo(Instant.parse("2026-03-30T06:00:00Z").minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).as("Monday 08:00 in summer time").hasSize(1);
    }

    @Test
    void aGapInTheRotaIsSkippedAtTheInstantAtWhichItBegins_8() {
        agreement("");
        time.moveTo(start.plus(Duration.ofDays(60)));
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", time.now());
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(director)).hasSize(1);
    }
}
