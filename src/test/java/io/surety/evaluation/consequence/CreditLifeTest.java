package io.surety.evaluation.consequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.notification.Outbox;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 6.1 and 6.2: how a violation and its credit end, one sentence each. */
@WholeApplicationTest
class CreditLifeTest {

    private static final String CREDIT = "      credit: {base: agreement, tiers: [{below: \"99%\", percent: \"10\"}]";
    private static final String NEEDED =
            "\n  creditLimits: {claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}";
    private static final String NOT_NEEDED =
            "\n  creditLimits: {claim: {within: P30D, needed: false}, soleRemedy: true, stacking: max}";

    private final PortalScene scene;
    private final Credits credits;

    @Autowired
    CreditLifeTest(ApplicationContext context) {
        this.scene = new PortalScene(context);
        this.credits = context.getBean(Credits.class);
    }

    @Test
    void withClaimNeededTheCustomerIsToldAtFinalAndTheCreditLapsesAfterThat_6_2() {
        scene.activate(CREDIT + "}" + NEEDED);
        fail("2026-01-12", "2026-02-02");
        assertThat(only().state()).isEqualTo(Credit.State.PROPOSED);
        assertThat(told()).isZero();
        finalOn("2026-02-12T09:00:00Z");
        assertThat(only().state()).isEqualTo(Credit.State.CLAIMABLE);
        // Thirty dates later, at the same time of the day in Berlin.
        assertThat(only().claimUntil()).contains(Instant.parse("2026-03-14T09:00:00Z"));
        assertThat(told()).isEqualTo(1);
        finalOn("2026-03-14T08:59:59Z");
        assertThat(only().state()).isEqualTo(Credit.State.CLAIMABLE);
        finalOn("2026-03-14T09:00:00Z");
        assertThat(only().state()).isEqualTo(Credit.State.LAPSED);
        assertThat(credits.notes(only().id())).isEmpty();
    }

    @Test
    void withoutClaimNeededTheCreditIsIssuedAtFinal_6_2() {
        scene.activate(CREDIT + "}" + NOT_NEEDED);
        fail("2026-01-12", "2026-02-02");
        assertThat(credits.notes(only().id())).isEmpty();
        finalOn("2026-02-12T09:00:00Z");
        assertThat(scene.verdict("2026-01-15").state()).isEqualTo(PeriodState.FINAL);
        assertThat(only().state()).isEqualTo(Credit.State.ISSUED);
        assertThat(credits.notes(only().id())).singleElement().satisfies(note -> assertThat(note.amount())
                .isEqualByComparingTo("100.00"));
    }

    @Test
    void earnBackHoldsTheIssueAndCancelsItIfTheNextPeriodsReachTheTarget_6_2() {
        scene.activate(CREDIT + ", earnBack: {periods: 1}}" + NOT_NEEDED);
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        assertThat(only().state()).isEqualTo(Credit.State.HELD);
        reachFebruary();
        assertThat(only().state()).as("February is provisional").isEqualTo(Credit.State.HELD);
        finalOn("2026-03-12T09:00:00Z");
        assertThat(scene.verdict("2026-02-15").state()).isEqualTo(PeriodState.FINAL);
        assertThat(only().state()).isEqualTo(Credit.State.CANCELLED);
        assertThat(credits.notes(only().id())).isEmpty();
    }

    @Test
    void soleRemedyNeverExcludesTheRightOfAChronicClause_6_2() {
        scene.activate(
                CREDIT + "}\n      chronic: {below: \"99%\", periods: 1, of: 1, gives: termination}" + NOT_NEEDED);
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        assertThat(only().state()).isEqualTo(Credit.State.ISSUED);
        assertThat(scene.bean(TerminationRights.class).of(scene.agreement)).hasSize(1);
    }

    @Test
    void aViolationThatIsRestatedAwayTakesAnOpenCreditWithIt_6_1() {
        scene.activate(CREDIT + "}" + NEEDED);
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        scene.deliver("fault-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
        assertThat(scene.verdict("2026-01-15").state()).isEqualTo(PeriodState.RESTATED);
        assertThat(only().state()).isEqualTo(Credit.State.CANCELLED);
        assertThat(credits.notes(only().id())).isEmpty();
    }

    /** Ten hours down are more than a month at 99 % stands. */
    private void fail(String day, String judgedOn) {
        scene.at(day + "T20:00:00Z");
        scene.deliver("fault-" + day, 0, scene.outage(day + "T00:00:00Z", Duration.ofHours(10), "fault", null));
        scene.at(judgedOn + "T09:00:00Z");
        scene.known();
        scene.judge();
    }

    private void reachFebruary() {
        scene.at("2026-03-02T09:00:00Z");
        scene.fault("2026-02-12T00:00:00Z", Duration.ofMinutes(1));
        scene.judge();
    }

    private void finalOn(String instant) {
        scene.at(instant);
        scene.judge();
    }

    private Credit only() {
        List<Credit> january = credits.of(scene.agreement);
        assertThat(january).hasSize(1);
        return january.get(0);
    }

    private int told() {
        return scene.bean(Outbox.class).withdraw("evaluation.creditClaimable:" + only().id());
    }
}
