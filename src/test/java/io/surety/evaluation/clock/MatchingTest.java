package io.surety.evaluation.clock;

import static io.surety.evaluation.ClockState.CANCELLED;
import static io.surety.evaluation.ClockState.RUNNING;
import static io.surety.evaluation.clock.Scene.all;
import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.incident;
import static io.surety.evaluation.clock.Scene.judge;
import static io.surety.evaluation.clock.Scene.resolve;
import static io.surety.evaluation.clock.Scene.sla;
import static io.surety.evaluation.clock.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Scene.Incident;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.shared.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which agreement, version and target an item comes under (domain 2.1 and 2.2). */
class MatchingTest {

    private static final String TERM = resolve("", all("day", "PT4H"));
    private static final String START = "2026-01-01 00:00";
    private static final String END = "2027-01-01 00:00";

    @ParameterizedTest
    @CsvSource({
        "service, service-desk, 1",
        "service, mail, 1",
        "service, portal, 0",
        "customer, acme, 1",
        "customer, initech, 0",
        "type, incident, 1",
        "type, request, 0"
    })
    void anItemMatchesByServiceOrPartCustomerAndWhere_2_2(String attribute, String value, int clocks) {
        ItemJudgement judged = judge(incident("2026-03-02 08:00", attribute, value), "2026-03-02 09:00", sla(TERM));

        assertThat(judged.clocks()).hasSize(clocks);
        assertThat(judged.matched()).isEqualTo(clocks == 1);
    }

    @Test
    void theScopeServiceTakesAnyCustomer_2_2() {
        Version service = agreement("all-customers", "SLA", "service", 0, "northwind-it");

        assertThat(judge(incident("2026-03-02 08:00", "customer", "initech"), "2026-03-02 09:00", service)
                        .clocks())
                .hasSize(1);
    }

    @Test
    void theFirstMatchingTargetWinsAndTheLosersAreReported_2_2() {
        Version version = sla(resolve(
                "",
                "{id: urgent, when: {priority: [\"1\"], opened: prime}, calendar: day, within: PT1H}, "
                        + "{id: night, when: {priority: [\"1\"]}, calendar: always, within: PT2H}, "
                        + all("day", "PT8H")));

        JudgedClock noon = judge(incident("2026-03-02 11:00", "priority", "1"), "2026-03-02 11:00", version)
                .clocks()
                .get(0);
        JudgedClock lunch = judge(incident("2026-03-02 12:30", "priority", "1"), "2026-03-02 12:30", version)
                .clocks()
                .get(0);

        assertThat(noon.target()).isEqualTo("urgent");
        assertThat(noon.lost()).containsExactly("target night: urgent comes first", "target all: urgent comes first");
        assertThat(lunch.target()).isEqualTo("night");
    }

    @Test
    void theMoreSpecificScopeWinsAmongTheSameTypeAndObligatedParty_2_2() {
        Version customer = agreement("for-acme", "SLA", "customer", 0, "northwind-it");
        Version service = agreement("for-all", "SLA", "service", 9, "northwind-it");

        List<JudgedClock> clocks = judge(incident("2026-03-02 08:00"), "2026-03-02 09:00", service, customer)
                .clocks();

        assertThat(clocks).singleElement().satisfies(c -> {
            assertThat(c.version().agreement()).isEqualTo("for-acme");
            assertThat(c.lost()).containsExactly("agreement for-all@1: for-acme@1 has the more specific scope");
        });
    }

    @Test
    void thenTheHigherRankAndThenTheLaterStartWin_2_2() {
        Version low = agreement("low", "SLA", "customer", 0, "northwind-it");
        Version high = agreement("high", "SLA", "customer", 1, "northwind-it");
        Version later = Scene.active(
                "later", 1, Scene.text("later", "SLA", "customer", 0, "northwind-it", TERM), "2026-02-01 00:00", END);
        Incident incident = incident("2026-03-02 08:00");

        assertThat(winner(incident, low, high)).isEqualTo("high");
        assertThat(winner(incident, low, later)).isEqualTo("later");
        assertThat(winner(incident, later, high)).isEqualTo("high");
    }

    @Test
    void otherTypesAndOtherObligatedPartiesRunSideBySide_3_5() {
        Version sla = agreement("sla", "SLA", "customer", 0, "northwind-it");
        Version ola = agreement("ola", "OLA", "service", 0, "northwind-it");
        Version other = agreement("other", "SLA", "customer", 0, "southwind-it");

        assertThat(judge(incident("2026-03-02 08:00"), "2026-03-02 09:00", sla, ola, other)
                        .clocks())
                .extracting(c -> c.version().agreement())
                .containsExactlyInAnyOrder("sla", "ola", "other");
    }

    @Test
    void eachOfSeveralClocksOfAnItemHasPausesOfItsOwn_3_5() {
        Version sla = Scene.active(
                "sla",
                1,
                Scene.text("sla", "SLA", "customer", 0, "northwind-it", Scene.resolve("", Scene.all("day", "PT4H"))),
                "2026-01-01 00:00",
                "2027-01-01 00:00");
        Version ola = Scene.active(
                "ola",
                1,
                Scene.text(
                        "ola",
                        "OLA",
                        "service",
                        0,
                        "northwind-it",
                        Scene.resolve("", Scene.all("day", "PT4H")).replace("[Awaiting User]", "[Awaiting Vendor]")),
                "2026-01-01 00:00",
                "2027-01-01 00:00");
        Incident waits = incident("2026-03-02 08:00")
                .then("2026-03-02 09:00", "state", "Awaiting User")
                .then("2026-03-02 10:00", "state", "Awaiting Vendor")
                .then("2026-03-02 13:00", "state", "Active");

        List<JudgedClock> clocks = judge(waits, "2026-03-02 13:30", sla, ola).clocks();

        assertThat(of("sla", clocks).decision()).contains(new ClockView.Decision(false, at("2026-03-02 13:00")));
        assertThat(of("ola", clocks).due().map(Due::deadline)).contains(at("2026-03-02 15:00"));
        assertThat(of("ola", clocks).ledger().millis(TimeLabel.PAUSED)).isEqualTo(3 * 3_600_000L);
        assertThat(of("sla", clocks).ledger().millis(TimeLabel.PAUSED)).isEqualTo(3_600_000L);
    }

    @Test
    void anItemThatMovesToAnotherAgreementTakesItsOriginalStartAlong_3_5() {
        Version acme = agreement("acme", "SLA", "customer", 0, "northwind-it");
        Version all = agreement("all", "SLA", "service", 0, "northwind-it");
        Incident moved = incident("2026-03-02 08:00").then("2026-03-02 10:00", "customer", "initech");

        List<JudgedClock> clocks = judge(moved, "2026-03-02 11:00", acme, all).clocks();

        assertThat(of("acme", clocks).state()).isEqualTo(CANCELLED);
        assertThat(of("all", clocks).state()).isEqualTo(RUNNING);
        assertThat(of("all", clocks).due().map(Due::deadline)).contains(at("2026-03-02 12:00"));
    }

    @Test
    void aClockKeepsTheVersionInForceAtItsStart_2_1() {
        Incident early = incident("2026-03-31 17:00");
        Incident late = incident("2026-04-01 08:00");
        Version first = Scene.active("s", 1, text("PT4H"), START, "2026-04-01 00:00");
        Version second = Scene.active("s", 2, text("PT1H"), "2026-04-01 00:00", END);

        assertThat(judge(early, "2026-04-01 09:30", first, second).clocks())
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.version().number()).isEqualTo(1);
                    assertThat(c.state()).isEqualTo(RUNNING);
                });
        assertThat(judge(late, "2026-04-01 08:30", first, second).clocks())
                .singleElement()
                .satisfies(c -> assertThat(c.version().number()).isEqualTo(2));
    }

    @Test
    void aSecondClockAfterAResetComesUnderTheVersionInForceAtItsOwnStart_2_1() {
        Version first = Scene.active("s", 1, resetting(), START, "2026-04-01 00:00");
        Version second = Scene.active("s", 2, resetting(), "2026-04-01 00:00", END);
        Incident reopened = incident("2026-03-31 08:00")
                .then("2026-03-31 09:00", "state", "Resolved")
                .then("2026-04-01 09:00", "state", "Active");

        assertThat(judge(reopened, "2026-04-01 10:00", first, second).clocks())
                .extracting(c -> c.version().number())
                .containsExactly(1, 2);
    }

    @Test
    void outsideEveryValidityNothingIsOwed_2_1() {
        Version version = Scene.active("s", 1, text("PT4H"), START, "2026-03-01 00:00");

        ItemJudgement judged = judge(incident("2026-03-02 08:00"), "2026-03-02 09:00", version);

        assertThat(judged.clocks()).isEmpty();
        assertThat(judged.matched()).isFalse();
    }

    @Test
    void suspendedTimeIsExcludedAndClocksPause_2_1() {
        Version version = sla(TERM);
        Version resumed = with(
                version,
                VersionState.ACTIVE,
                version.validity(),
                List.of(new Interval(at("2026-03-02 09:00"), at("2026-03-02 11:00"))));

        JudgedClock clock = judge(incident("2026-03-02 08:00"), "2026-03-02 13:00", resumed)
                .clocks()
                .get(0);

        assertThat(clock.due().map(Due::deadline)).contains(at("2026-03-02 14:00"));
        assertThat(clock.ledger().millis(TimeLabel.EXCLUDED))
                .isEqualTo(Duration.ofHours(2).toMillis());
        assertThat(judge(incident("2026-03-02 08:00"), "2026-03-02 10:00", resumed)
                        .clocks()
                        .get(0)
                        .state())
                .isEqualTo(io.surety.evaluation.ClockState.PAUSED);
    }

    private static String winner(Incident incident, Version... versions) {
        List<JudgedClock> clocks = judge(incident, "2026-03-02 09:00", versions).clocks();
        assertThat(clocks).hasSize(1);
        return clocks.get(0).version().agreement();
    }

    private static JudgedClock of(String agreement, List<JudgedClock> clocks) {
        return clocks.stream()
                .filter(c -> c.version().agreement().equals(agreement))
                .findFirst()
                .orElseThrow();
    }

    private static Version agreement(String name, String type, String scope, int rank, String provider) {
        return Scene.active(name, 1, Scene.text(name, type, scope, rank, provider, TERM), START, END);
    }

    private static String text(String within) {
        return Scene.text("s", "SLA", "customer", 0, "northwind-it", resolve("", all("day", within)));
    }

    private static String resetting() {
        return Scene.text(
                "s", "SLA", "customer", 0, "northwind-it", resolve(", reopen: {as: reset}", all("day", "PT4H")));
    }
}
