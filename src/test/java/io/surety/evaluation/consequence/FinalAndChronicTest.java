package io.surety.evaluation.consequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.evaluation.period.ConfirmVerdict;
import io.surety.evaluation.period.FinalHolds;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.review.Review;
import io.surety.review.Reviews;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 4 and 6.2: when a verdict is final, and what final verdicts give a right to. */
@WholeApplicationTest
class FinalAndChronicTest {

    private static final String CHRONIC = "      chronic: {below: \"99%\", periods: 2, of: 3, gives: termination}";

    private final PortalScene scene;
    private final ConfirmVerdict confirmations;
    private final TerminationRights rights;
    private final Reviews reviews;

    @Autowired
    FinalAndChronicTest(ApplicationContext context) {
        this.scene = new PortalScene(context);
        this.confirmations = context.getBean(ConfirmVerdict.class);
        this.rights = context.getBean(TerminationRights.class);
        this.reviews = context.getBean(Reviews.class);
    }

    @Test
    void domain4APeriodIsFinalAsSoonAsBothPartiesConfirm() {
        scene.activate("");
        fail("2026-01-12", "2026-02-02");
        StoredVerdict provisional = january();
        assertThat(provisional.state()).isEqualTo(PeriodState.PROVISIONAL);
        long serial = provisional.serial();
        assertThatThrownBy(() -> confirmations.confirm(scene.agreement, provisional.id(), serial - 1, scene.asNora()))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("verdict-changed"));
        confirmations.confirm(scene.agreement, provisional.id(), serial, scene.asNora());
        confirmations.confirm(scene.agreement, provisional.id(), serial, scene.asNora());
        scene.judge();
        assertThat(january().state()).isEqualTo(PeriodState.PROVISIONAL);
        StoredVerdict last = confirmations.confirm(scene.agreement, provisional.id(), serial, scene.asCarla());
        assertThat(last.state()).isEqualTo(PeriodState.FINAL);
        assertThat(confirmations.sidesThatConfirmed(january()))
                .containsExactlyInAnyOrder(scene.provider.value(), scene.customer.value());
        assertThatThrownBy(() -> confirmations.confirm(
                        scene.agreement, provisional.id(), january().serial(), scene.asCarla()))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("not-provisional"));
    }

    @Test
    void domain4AConfirmationHoldsForWhatWasPublishedThen() {
        scene.activate("");
        fail("2026-01-12", "2026-02-02");
        confirmations.confirm(scene.agreement, january().id(), january().serial(), scene.asNora());
        scene.fault("2026-01-20T00:00:00Z", Duration.ofHours(3));
        scene.judge();
        confirmations.confirm(scene.agreement, january().id(), january().serial(), scene.asCarla());
        assertThat(january().state()).isEqualTo(PeriodState.PROVISIONAL);
        confirmations.confirm(scene.agreement, january().id(), january().serial(), scene.asNora());
        assertThat(january().state()).isEqualTo(PeriodState.FINAL);
    }

    @Test
    void domain63WhatHoldsATermBackHoldsItsFinalAndNothingElse() {
        scene.activate("");
        fail("2026-01-12", "2026-02-02");
        FinalHolds holds = scene.bean(FinalHolds.class);
        Instant start = january().verdict().period().period().from();
        holds.hold("test:" + scene.agreement, scene.agreement, "portal-up", start, now());
        holds.hold("other:" + scene.agreement, scene.agreement, "another-term", start, now());
        confirmations.confirm(scene.agreement, january().id(), january().serial(), scene.asNora());
        confirmations.confirm(scene.agreement, january().id(), january().serial(), scene.asCarla());
        scene.at("2026-02-20T09:00:00Z");
        scene.judge();
        assertThat(january().state()).isEqualTo(PeriodState.PROVISIONAL);
        holds.release("test:" + scene.agreement);
        scene.judge();
        assertThat(january().state()).isEqualTo(PeriodState.FINAL);
    }

    @Test
    void domain62AChronicClauseGivesARightAndStartsOneReviewAndARestatementWithdrawsIt() {
        scene.activate(CHRONIC);
        fail("2026-01-12", "2026-02-02");
        scene.at("2026-02-20T09:00:00Z");
        scene.judge();
        assertThat(january().state()).isEqualTo(PeriodState.FINAL);
        assertThat(rights.of(scene.agreement)).isEmpty();

        fail("2026-02-12", "2026-03-02");
        assertThat(rights.of(scene.agreement))
                .as("a provisional period gives no right")
                .isEmpty();
        scene.at("2026-03-20T09:00:00Z");
        scene.judge();
        TerminationRight right = only();
        assertThat(right.gives()).isEqualTo("termination");
        assertThat(right.missed()).hasSize(2);
        Review review = reviews.open(scene.agreement).orElseThrow();
        assertThat(review.key()).isEqualTo("event:chronic:" + right.id());
        assertThat(review.reason()).contains("portal-up was below 99.0000 % in 2 of 3 periods (2026-01, 2026-02)");
        assertThat(scene.told("evaluation.terminationRight:" + right.id())).isEqualTo(2);

        fail("2026-03-12", "2026-04-02");
        scene.at("2026-04-20T09:00:00Z");
        scene.judge();
        assertThat(only().id()).as("a run of failures gives one right").isEqualTo(right.id());
        assertThat(reviews.of(scene.agreement)).hasSize(1);

        scene.deliver("fault-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
        assertThat(january().state()).isEqualTo(PeriodState.RESTATED);
        List<TerminationRight> after = rights.of(scene.agreement);
        assertThat(after).hasSize(2);
        assertThat(after.get(0).withdrawnAt()).isPresent();
        assertThat(after.get(1).withdrawnAt())
                .as("February and March make one of their own")
                .isEmpty();
        assertThat(scene.told("evaluation.terminationRightWithdrawn:" + right.id()))
                .isEqualTo(2);
        assertThat(reviews.of(scene.agreement)).singleElement().satisfies(open -> assertThat(open.covers())
                .containsExactly(
                        "event:chronic:" + right.id(),
                        "event:chronic:" + after.get(1).id()));

        scene.judge();
        assertThat(rights.of(scene.agreement)).isEqualTo(after);
    }

    @Test
    void domain62ARightStandsWhenAnAmendmentCountsByOtherPeriods() {
        aRightOfJanuaryAndFebruary();
        amendFrom("2026-04-01", text -> text.replace("per: month}\n      chronic", "per: week}\n      chronic"));
        becomeFinal("close:Europe/Berlin:2026-W17", "2026-04-22");
        assertThat(only().withdrawnAt()).isEmpty();

        withdrawTheFaultOf("2026-01-12");
        assertThat(only().withdrawnAt()).as("a restatement ends it").isPresent();
    }

    @Test
    void domain62ARightStandsWhenAnAmendmentGoesByAnotherZone() {
        aRightOfJanuaryAndFebruary();
        amendFrom(
                "2026-04-01",
                text -> text.replace("zone: Europe/Berlin, calendar", "zone: America/New_York, calendar"));
        becomeFinal("close:America/New_York:2026-04", "2026-04-15");
        assertThat(only().withdrawnAt()).isEmpty();

        withdrawTheFaultOf("2026-02-12");
        assertThat(only().withdrawnAt()).as("a restatement ends it").isPresent();
    }

    /** The quarter began before the last month of the version before it. */
    @Test
    void domain62PeriodsOfSeveralVersionsAreMissedOneAfterAnother() {
        VersionRef first = scene.activate(CHRONIC);
        fail("2026-02-10", "2026-03-02");
        scene.at("2026-03-10T09:00:00Z");
        scene.keepInForce(first);
        amendFrom("2026-03-10", text -> text.replace("per: month}\n      chronic", "per: quarter}\n      chronic"));
        fail("2026-03-12", "2026-04-02");
        becomeFinal("close:Europe/Berlin:2026-Q1", "2026-03-15");
        TerminationRight right = only();
        assertThat(right.withdrawnAt()).isEmpty();
        assertThat(reviews.open(scene.agreement).orElseThrow().reason())
                .contains("in 2 of 3 periods (2026-02, 2026-Q1)");
    }

    /** What the first version says of its part of February is final while the second still holds in the other. */
    @Test
    void domain62ARightStandsWhenAnAmendmentInItsPeriodAgreesOnLess() {
        VersionRef first = scene.activate(CHRONIC);
        fail("2026-01-12", "2026-02-02");
        fail("2026-02-10", "2026-02-15");
        scene.keepInForce(first);
        amendFrom("2026-02-15", text -> text.replace("chronic: {below: \"99%\"", "chronic: {below: \"90%\""));
        scene.at("2026-02-27T09:00:00Z");
        scene.known();
        scene.judge();
        assertThat(only().withdrawnAt()).isEmpty();
        becomeFinal("close:Europe/Berlin:2026-02", "2026-02-20");
        assertThat(only().withdrawnAt()).isEmpty();
    }

    private void aRightOfJanuaryAndFebruary() {
        VersionRef first = scene.activate(CHRONIC);
        fail("2026-01-12", "2026-02-02");
        fail("2026-02-12", "2026-03-02");
        scene.at("2026-03-20T09:00:00Z");
        scene.judge();
        assertThat(only().withdrawnAt()).isEmpty();
        scene.keepInForce(first);
    }

    private void amendFrom(String date, UnaryOperator<String> change) {
        scene.at(date + "T09:00:00Z");
        scene.known();
        String text = scene.document(CHRONIC).replace("start: \"2026-01-01\"", "start: \"" + date + "\"");
        assertThat(change.apply(text)).isNotEqualTo(text);
        scene.activate(scene.agreement, change.apply(text));
    }

    /** In June, of the period that contains the date. */
    private void becomeFinal(String close, String date) {
        scene.at("2026-06-20T09:00:00Z");
        scene.known();
        scene.bean(ClosePeriods.class).judgeBatch(CloseKey.parse(close), scene.agreement + "@00000/");
        scene.judge();
        scene.judge();
        assertThat(scene.verdict(date).state()).isEqualTo(PeriodState.FINAL);
        assertThat(scene.verdict(date).verdict().version().number()).isEqualTo(2);
    }

    private void withdrawTheFaultOf(String day) {
        scene.deliver("fault-" + day, 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
    }

    /** Ten hours down are more than a month at 99 % stands. */
    private void fail(String day, String judgedOn) {
        scene.at(day + "T20:00:00Z");
        scene.deliver("fault-" + day, 0, scene.outage(day + "T00:00:00Z", Duration.ofHours(10), "fault", null));
        scene.at(judgedOn + "T09:00:00Z");
        scene.known();
        scene.judge();
    }

    private StoredVerdict january() {
        return scene.verdict("2026-01-15");
    }

    private TerminationRight only() {
        assertThat(rights.of(scene.agreement)).hasSize(1);
        return rights.of(scene.agreement).get(0);
    }

    private Instant now() {
        return scene.bean(MovedTimeSource.class).now();
    }
}
