package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ClockView.Decision;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reveals a breach is what was received, of whatever sort; and that we were down ourselves reveals nothing. */
class LateRevelationsTest extends ClockScenes {

    @Test
    void aBreachThatALateWithdrawalRevealsTellsNobody_8() {
        resolvedInTime();

        withdrawStop();

        assertThat(breaches()).containsExactly("breach recorded");
    }

    @Test
    void aBreachThatALateContradictionRevealsTellsNobody_8() {
        resolvedInTime();

        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Active");

        assertThat(breaches()).containsExactly("breach recorded");
    }

    @Test
    void aBreachThatIsRevealedWhenTheStopIsGivenToAnotherTicketLateTellsNobody_8() {
        resolvedInTime();

        ItemRef other = new ItemRef(source, "INC2");
        world.take(other, "stop", 1, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");

        assertThat(breaches()).containsExactly("breach recorded");
    }

    @Test
    void aBreachThatAWithdrawalRevealsInTimeIsTold_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 11:00");
        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        moveTo("2026-03-03 12:00");

        withdrawStop();

        assertThat(breaches()).containsExactly("breach told");
    }

    /** The first delivery after a start may come before the scan does. */
    @Test
    void aBreachOfOurOwnDowntimeIsToldThoughTheCreationIsCorrectedBeforeItIsFound_8() {
        world.activate(text("{id: all, calendar: day, within: PT30M}").replace("maxAge: PT24H", "maxAge: PT1H"));
        created(0, "Pinter");
        moveTo("2026-03-02 10:00");

        created(1, "Printer");
        world.scan();

        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 08:30")));
        assertThat(breaches()).containsExactly("breach told");
    }

    @Test
    void aBreachWhoseCreationComesLateTellsNobody_8() {
        world.activate(text("{id: all, calendar: day, within: PT30M}").replace("maxAge: PT24H", "maxAge: PT1H"));
        moveTo("2026-03-02 10:00");
        created(0, "Printer");

        assertThat(breaches()).containsExactly("breach recorded");
    }

    /** On Monday; now it is Wednesday. */
    private void resolvedInTime() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 11:00");
        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        assertThat(only().decision()).contains(new Decision(true, at("2026-03-02 11:00")));
        moveTo("2026-03-04 09:00");
    }

    private void withdrawStop() {
        Measurement withdrawal = new Measurement("stop", 1, 0, new Content.Withdrawn(Kind.WORK_ITEM));
        world.bean(TakeMeasurements.class).take(new Delivery(source, List.of(withdrawal), false, new PersonId("nora")));
    }

    private void created(int revision, String summary) {
        world.take(
                item,
                "creation",
                revision,
                false,
                at("2026-03-02 08:00"),
                "created",
                EvaluationWorld.newIncident("summary", summary));
    }

    private List<String> breaches() {
        return toldOf(item).stream()
                .filter(t -> t.mark().isBreach())
                .map(t -> "breach " + (t.retroactive() ? "recorded" : "told"))
                .toList();
    }
}
