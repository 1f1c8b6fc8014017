package io.surety.evaluation.clock;

import static io.surety.evaluation.clock.Scene.all;
import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.incident;
import static io.surety.evaluation.clock.Scene.judge;
import static io.surety.evaluation.clock.Scene.resolve;
import static io.surety.evaluation.clock.Scene.sla;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.evaluation.clock.Scene.Incident;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeEntry;
import org.junit.jupiter.api.Test;

/** What a clock's ledger says, stretch by stretch (domain 5.1 and 6.4). */
class ClockLedgerTest {

    @Test
    void eachStretchHasOneLabelTheLosersAreNotesAndTimeIsPutDownToItsParty_5_1() {
        Incident told = incident("2026-03-02 16:00")
                .then("2026-03-02 17:00", "state", "Awaiting User")
                .then("2026-03-03 09:00", "state", "Awaiting Vendor")
                .then("2026-03-03 10:00", "state", "Active")
                .then("2026-03-03 12:00", "state", "Resolved");
        String attribute = ", attribute: [{while: {state: [Awaiting Vendor]}, party: cloudco}]";

        JudgedClock clock = judge(told, "2026-03-04 08:00", sla(resolve(attribute, all("day", "PT3H"))))
                .clocks()
                .get(0);

        Mark pause = Mark.paused("state: Awaiting User", "e1", "acme");
        assertThat(clock.ledger().entries())
                .extracting(TimeEntry::from, e -> e.mark(), e -> e.notes().size())
                .containsExactly(
                        tuple(at("2026-03-02 16:00"), Mark.good("northwind-it"), 0),
                        tuple(at("2026-03-02 17:00"), pause, 0),
                        tuple(at("2026-03-02 18:00"), Mark.closed("day"), 1),
                        tuple(at("2026-03-03 08:00"), pause, 0),
                        tuple(at("2026-03-03 09:00"), Mark.good("cloudco"), 0),
                        tuple(at("2026-03-03 10:00"), Mark.good("northwind-it"), 0),
                        tuple(
                                at("2026-03-03 11:00"),
                                Mark.bad("past its deadline " + at("2026-03-03 11:00"), "northwind-it"),
                                0));
        assertThat(clock.ledger().entries().get(2).notes()).containsExactly(pause);
    }

    @Test
    void theTimeBetweenAStopAndAReopeningIsPaused_4() {
        Incident reopened = incident("2026-03-02 08:00")
                .then("2026-03-02 09:00", "state", "Resolved")
                .then("2026-03-02 11:00", "state", "Active");

        JudgedClock clock = judge(
                        reopened, "2026-03-02 12:00", sla(resolve(", reopen: {as: continue}", all("day", "PT8H"))))
                .clocks()
                .get(0);

        assertThat(clock.ledger().entries())
                .extracting(TimeEntry::mark)
                .containsExactly(
                        Mark.good("northwind-it"), Mark.paused("stopped", "e2", null), Mark.good("northwind-it"));
    }
}
