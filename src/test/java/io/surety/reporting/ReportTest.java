package io.surety.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.Credit;
import io.surety.notification.Mailbox;
import io.surety.party.PersonId;
import io.surety.reporting.ReportLine.Direction;
import io.surety.reporting.ReportWorld.Names;
import io.surety.shared.Ratio;
import io.surety.testing.WholeApplicationTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a report says of each period, and who is told that there is one. */
@WholeApplicationTest
class ReportTest extends ReportScene {

    @Autowired
    private SendReports send;

    @Autowired
    private Mailbox mailbox;

    @Test
    void theMonthOfClocksSaysWhatTheirAccountSums() {
        ReportLine february = line(report("2026-02"), "resolve", "2026-02");

        assertThat(february.state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(february.verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(february.verdict().share()).contains(Ratio.of(2, 3));
        assertThat(february.promise().atLeast()).contains(Ratio.of(60, 100));
        assertThat(february.measured()).isInstanceOfSatisfying(Measured.Counted.class, counted -> {
            assertThat(counted.n()).isEqualTo(3);
            assertThat(counted.good()).isEqualTo(2);
            assertThat(counted.bad()).isEqualTo(1);
            assertThat(counted.unknown()).isZero();
            assertThat(counted.notCounted()).isEmpty();
        });
        assertThat(february.verdict().completeness()).contains(Ratio.ONE);
        assertThat(february.trend()).contains(new ReportLine.Trend(Direction.UP, Ratio.of(1, 2)));
        assertThat(february.credits()).isEmpty();
    }

    @Test
    void theMonthOfAPortalSaysWhatWasExcludedAndExcusedByCause() {
        ReportLine february = line(report("2026-02"), "portal-up", "2026-02");

        assertThat(february.verdict().share()).contains(Ratio.of(40_020, 40_080));
        assertThat(february.measured()).isInstanceOfSatisfying(Measured.Timed.class, timed -> {
            assertThat(timed.agreed()).isEqualTo(40_080 * MINUTE);
            assertThat(timed.down()).isEqualTo(60 * MINUTE);
            assertThat(timed.unknown()).isZero();
            assertThat(timed.excluded()).containsExactly(entry("agreed-maintenance", 240 * MINUTE));
            assertThat(timed.excused()).containsExactly(entry("customer", 10 * MINUTE));
        });
        assertThat(february.trend()).contains(new ReportLine.Trend(Direction.DOWN, Ratio.ONE));
    }

    @Test
    void theViolatedMonthHasItsViolationAndItsCreditAndNothingBefore() {
        Report january = report("2026-01");
        ReportLine line = line(january, "resolve", "2026-01");

        assertThat(line.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(line.trend()).isEmpty();
        assertThat(line.credits()).singleElement().satisfies(owed -> {
            assertThat(owed.credit().amount()).isEqualByComparingTo("100.00");
            assertThat(owed.credit().state()).isEqualTo(Credit.State.CLAIMABLE);
        });
        assertThat(january.violations()).singleElement().satisfies(v -> assertThat(v.term())
                .isEqualTo("resolve"));
        assertThat(report("2026-02").violations()).isEmpty();
    }

    @Test
    void aWeekShowsTheRunningMonthToDateAndEachMonthThatItTouches() {
        Report week = report("2026-W05"); // 26 January to 1 February
        assertThat(week.lines().stream().map(l -> l.verdict().term() + " " + l.periodLabel() + " " + l.state()))
                .containsExactly(
                        "resolve 2026-01 FINAL",
                        "resolve 2026-02 PROVISIONAL",
                        "portal-up 2026-01 FINAL",
                        "portal-up 2026-02 PROVISIONAL");
        assertThat(week.state()).contains(PeriodState.PROVISIONAL);

        assertThat(line(report("2026-W10"), "resolve", "2026-03").state()).isEqualTo(PeriodState.RUNNING);
        world.at("2026-03-20T09:00");
        assertThat(line(report("2026-W10"), "resolve", "2026-03").state())
                .as("the month still runs when the week has ended")
                .isEqualTo(PeriodState.RUNNING);
    }

    @Test
    void aRestatedMonthSaysWhatWasSaidBeforeAndTheDifference() {
        world.at("2026-03-20T09:00");
        world.judge();
        assertThat(line(report("2026-02"), "resolve", "2026-02").state()).isEqualTo(PeriodState.FINAL);

        world.at("2026-03-21T09:00");
        world.ticket(names, "F", "2026-02-13T09:00", "2026-02-13T10:00");
        world.judge();

        ReportLine february = line(report("2026-02"), "resolve", "2026-02");
        assertThat(february.state()).isEqualTo(PeriodState.RESTATED);
        assertThat(february.verdict().share()).contains(Ratio.of(3, 4));
        assertThat(february.correction()).hasValueSatisfying(correction -> {
            assertThat(correction.before().verdict().share()).contains(Ratio.of(2, 3));
            assertThat(correction.difference()).contains(Ratio.of(1, 12));
        });
        assertThat(report("2026-02").state()).contains(PeriodState.RESTATED);
    }

    @Test
    void thePeriodsGoFromTheFirstDayInForceToToday() {
        List<String> labels = reports.periods(names.agreement, world.provider(names)).stream()
                .map(ReportPeriod::label)
                .toList();
        assertThat(labels)
                .startsWith("2026-W10", "2026-03", "2026-W09")
                .endsWith("2026-W02", "2026-01", "2026-W01")
                .hasSize(13);
    }

    @Test
    void theReceiversAreToldOnceOfEachWeekAlsoAfterAStop() {
        Names monthly = world.begin("Portal", "1000.00", "P1M");
        world.at("2026-03-09T08:00"); // a Monday; the application was off since Friday
        send.run();
        send.run();
        assertThat(links()).containsOnlyOnce(page("2026-W10"));
        int before = links().size();

        world.at("2026-04-01T08:00"); // off for three weeks, in which a month ended as well
        send.run(() -> links().contains(page("2026-W11"))
                || links(monthly).contains("/agreements/" + monthly.agreement + "/reports/2026-03"));
        assertThat(links()).as("stopped again").hasSize(before + 1).contains(page("2026-W11"));
        send.run();
        send.run();
        assertThat(links())
                .hasSize(before + 3)
                .contains(page("2026-W11"), page("2026-W12"), page("2026-W13"))
                .doesNotContain(page("2026-W14"));
        assertThat(links(monthly)).containsOnlyOnce("/agreements/" + monthly.agreement + "/reports/2026-03");
        assertThat(mailbox.of(new PersonId(names.person(names.provider)), 100).stream()
                        .filter(letter -> letter.link().contains("/reports/")))
                .as("the agreement sends it to the customer alone")
                .isEmpty();
    }

    @Test
    void whereTheDocumentSaysSoTheReceiversAreToldOfEachMonth_2_2() {
        names = world.begin("Desk", "1000.00", "P1M");
        world.at("2026-01-31T22:59");
        send.run();
        assertThat(links()).isEmpty();
        world.at("2026-02-01T08:00");
        send.run();
        send.run();
        assertThat(links()).containsExactly(page("2026-01"));
    }

    @Test
    void whoWasCalledAndWhoTookItOnIsInTheWeekInWhichItWasOpened() throws Exception {
        called();

        assertThat(report("2026-W10").escalations()).singleElement().satisfies(called -> {
            assertThat(called.escalation().term()).isEqualTo("resolve");
            assertThat(called.acknowledgedBy()).contains("Someone of " + names.provider);
        });
        assertThat(report("2026-W09").escalations()).isEmpty();
        assertThat(text(as("customer", get(page("2026-W10")))))
                .contains("taken on by Someone of " + names.provider)
                .doesNotContain("??");
    }

    private List<String> links() {
        return links(names);
    }

    private List<String> links(Names of) {
        return mailbox.of(new PersonId(of.person(of.customer)), 100).stream()
                .map(letter -> letter.link())
                .filter(link -> link.contains("/reports/"))
                .toList();
    }
}
