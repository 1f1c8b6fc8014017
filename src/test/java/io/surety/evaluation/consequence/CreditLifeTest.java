package io.surety.evaluation.consequence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.Violation;
import io.surety.evaluation.period.Violations;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.testing.ApiClient;
import io.surety.testing.IntoForce;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 6.1 and 6.2: how a violation and its credit end, one sentence each. */
@WholeApplicationTest
class CreditLifeTest {

    private static final String CREDIT = "      credit: {base: agreement, tiers: [{below: \"99%\", percent: \"10\"}]";
    /** Of another service, first in the order of terms. */
    private static final String CART = "\n"
            + """
            - id: a-cart-up
              service: cart
              obligated: provider
              measure: {kind: availability, from: outages, source: SOURCE}
              target: {atLeast: "99%", calendar: always, per: month}
              credit: {base: agreement, tiers: [{below: "99%", percent: "10"}]}"""
                    .indent(4)
                    .stripTrailing();

    /** With a cap of 120.00 for the year, of which January's urgent tickets get what the others leave. */
    private static final String RESOLVE = "\n"
            + """
            - id: resolve
              service: portal
              obligated: provider
              measure:
                kind: duration
                of: work-item
                source: SOURCE
                start: {event: created}
                stop: {enters: {state: [Resolved]}}
              targets:
                - {id: urgent, when: {priority: [urgent]}, calendar: always, within: PT8H}
                - {id: other, calendar: always, within: PT8H}
              conformance: {atLeast: "95%", per: month, by: target}
              credit: {base: agreement, tiers: [{below: "95%", percent: "10"}], earnBack: {periods: 1}}"""
                    .indent(4)
                    .stripTrailing();

    private static final String NEEDED =
            "\n  creditLimits: {claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}";
    private static final String NOT_NEEDED =
            "\n  creditLimits: {claim: {within: P30D, needed: false}, soleRemedy: true, stacking: max}";

    private final PortalScene scene;
    private final Credits credits;

    @Autowired
    private ApiClient api;

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

    /** Caps are shares of what is charged, and nothing is converted. */
    @Test
    void anAmendmentInAnotherCurrencyOwesInItsOwn_6_2() {
        String terms = CREDIT + "}\n  creditLimits: {perMonth: \"15%\", perYear: \"10%\", stacking: max}";
        VersionRef euros = scene.activate(terms);
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        fail("2026-02-16", "2026-03-02");
        scene.keepInForce(euros);
        Agreements agreements = scene.bean(Agreements.class);
        VersionRef francs = agreements
                .draft(
                        scene.bean(ReadDocument.class)
                                .read(scene.document(terms)
                                        .replace("start: \"2026-01-01\"", "start: \"2026-04-01\"")
                                        .replace("currency: EUR", "currency: CHF")
                                        .getBytes(UTF_8)),
                        scene.nora)
                .ref();
        JsonNode preview = api.got(scene.nora, "/api/agreements/" + scene.agreement + "/versions/2/preview?periods=1");
        assertThat(preview.get("credits").findValuesAsText("currency"))
                .as("February in either, beside January in euros")
                .containsExactly("CHF", "EUR");
        scene.at("2026-04-01T09:00:00Z");
        IntoForce.bring(agreements, francs, scene.nora);

        fail("2026-04-13", "2026-05-04");
        assertThat(scene.verdict("2026-04-15").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(credits.of(scene.agreement))
                .extracting(credit -> credit.currency() + " "
                        + credit.amount().stripTrailingZeros().toPlainString())
                .containsExactly("EUR 100", "EUR 100", "CHF 100");
        assertThat(credits.of(scene.agreement).get(0).state()).isEqualTo(Credit.State.ISSUED);
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

    /** The week of 1 February began while the first version held, which says nothing of weeks. */
    @Test
    void afterAnAmendmentToWeeksTheNextWeekEarnsBack_6_2() {
        String terms = CREDIT + ", earnBack: {periods: 1}}" + NOT_NEEDED;
        VersionRef months = scene.activate(terms);
        fail("2026-01-12", "2026-02-01");
        scene.keepInForce(months);
        scene.activate(
                scene.agreement,
                scene.document(terms)
                        .replace("start: \"2026-01-01\"", "start: \"2026-02-01\"")
                        .replace("per: month}\n      credit", "per: week}\n      credit"));
        scene.at("2026-02-03T09:00:00Z");
        scene.known();
        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:2026-W05"), scene.agreement + "@00000/");
        finalOn("2026-02-20T09:00:00Z");
        assertThat(scene.verdict("2026-02-01").isSettled()).isTrue();
        assertThat(only().state()).isEqualTo(Credit.State.CANCELLED);
    }

    @Test
    void whatIsEarnedBackStaysSoWhenALaterPeriodFails_6_2() {
        scene.activate(CREDIT + ", earnBack: {periods: 1}}" + NOT_NEEDED);
        fail("2026-01-12", "2026-02-02");
        reachFebruary();
        finalOn("2026-03-12T09:00:00Z");
        assertThat(january().state()).isEqualTo(Credit.State.CANCELLED);
        fail("2026-03-16", "2026-04-02");
        finalOn("2026-04-12T09:00:00Z");
        assertThat(january().state()).isEqualTo(Credit.State.CANCELLED);
        assertThat(credits.notes(january().id())).isEmpty();
        assertThat(credits.of(scene.agreement))
                .extracting(Credit::state)
                .containsExactly(Credit.State.CANCELLED, Credit.State.HELD);
    }

    @Test
    void whatWasEarnedBackIsOwedWhenTheNextPeriodIsRestatedAsMissed_6_2() {
        scene.activate(CREDIT + ", earnBack: {periods: 1}}" + NOT_NEEDED);
        fail("2026-01-12", "2026-02-02");
        reachFebruary();
        finalOn("2026-03-12T09:00:00Z");
        assertThat(january().state()).isEqualTo(Credit.State.CANCELLED);
        fail("2026-02-13", "2026-03-13");
        assertThat(scene.verdict("2026-02-15").state()).isEqualTo(PeriodState.RESTATED);
        assertThat(january().state()).as("a person decides about it").isEqualTo(Credit.State.IN_DECISION);
        assertThat(january().amount()).isEqualByComparingTo("100.00");
    }

    /** Of 120.00 that the cap leaves for the year, 100.00 were held and are not owed after all. */
    @Test
    void whatIsEarnedBackUsesUpNoCap_6_2() {
        scene.activate(CREDIT + ", earnBack: {periods: 1}}\n  creditLimits: {perYear: \"1%\", stacking: sum}");
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        assertThat(january().state()).isEqualTo(Credit.State.HELD);
        reachFebruary();
        fail("2026-03-02", "2026-03-04");
        assertThat(credits.of(scene.agreement))
                .extracting(Credit::amount)
                .as("January may still be issued")
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("100"), new BigDecimal("20"));

        finalOn("2026-03-12T09:00:00Z");

        assertThat(amounts()).containsExactly("2026-01 CANCELLED 0", "2026-03 PROPOSED 100");

        fail("2026-02-13", "2026-03-13");
        assertThat(amounts())
                .as("February was missed after all, so January is owed, and both before March")
                .containsExactly("2026-01 IN_DECISION 100", "2026-02 IN_DECISION 20", "2026-03 CANCELLED 0");
    }

    /** Both are held when February becomes final, which the urgent tickets miss and the others do not. */
    @Test
    void whatIsNotEarnedBackIsIssuedWithWhatTheOthersLeaveOfTheCap_6_2() {
        scene.activate(CREDIT + "}" + RESOLVE.replace("SOURCE", scene.source)
                + "\n  creditLimits: {perYear: \"1%\", stacking: sum}");
        resolve("2026-01", 10, 10);
        finalOn("2026-02-12T09:00:00Z");
        assertThat(held()).containsExactly("100", "20");

        resolve("2026-02", 10, 1);
        finalOn("2026-03-12T09:00:00Z");

        List<Credit> january = credits.of(scene.agreement).subList(0, 2);
        assertThat(january)
                .extracting(credit -> credit.target().orElseThrow() + " " + credit.state())
                .containsExactly("other CANCELLED", "urgent ISSUED");
        assertThat(credits.notes(january.get(1).id())).singleElement().satisfies(note -> assertThat(note.amount())
                .isEqualByComparingTo("100"));
    }

    private List<String> held() {
        return credits.of(scene.agreement).stream()
                .filter(credit -> credit.state() == Credit.State.HELD)
                .map(credit -> credit.amount().toBigInteger().toString())
                .toList();
    }

    /** One urgent ticket and one other, which may take eight hours. */
    private void resolve(String month, int urgentHours, int otherHours) {
        ticket(month, "urgent", urgentHours);
        ticket(month, "other", otherHours);
        scene.at(month.equals("2026-01") ? "2026-02-02T09:00:00Z" : "2026-03-02T09:00:00Z");
        scene.known();
        scene.judge();
    }

    private void ticket(String month, String priority, int hours) {
        Instant created = Instant.parse(month + "-13T08:00:00Z");
        scene.at(month + "-14T08:00:00Z");
        item(priority, "created", created, "New");
        item(priority, "changed", created.plus(Duration.ofHours(hours)), "Resolved");
    }

    private void item(String priority, String type, Instant at, String state) {
        Map<String, String> attributes =
                Map.of("service", "portal", "customer", scene.customer.value(), "priority", priority, "state", state);
        scene.deliver(
                priority + at,
                0,
                new Content.WorkItem(
                        priority + at.toString().substring(0, 7), at, List.of(), type, "human", attributes));
    }

    private List<String> amounts() {
        return credits.of(scene.agreement).stream()
                .map(credit ->
                        credit.period().to().minusSeconds(86_400).toString().substring(0, 7) + " " + credit.state()
                                + " " + credit.amount().intValue())
                .toList();
    }

    @Test
    void earnBackCountsPeriodsAndNotTheirParts_6_2() {
        String content = scene.document(CREDIT + ", earnBack: {periods: 2}}" + NOT_NEEDED);
        scene.activate(scene.agreement, content.replace("end: \"2027-01-01\"", "end: \"2026-02-15\""));
        fail("2026-01-12", "2026-02-02");
        scene.at("2026-02-15T09:00:00Z");
        scene.activate(scene.agreement, content.replace("start: \"2026-01-01\"", "start: \"2026-02-15\""));
        reachFebruary();
        finalOn("2026-03-12T09:00:00Z");
        assertThat(january().state()).as("February is one period, in two parts").isEqualTo(Credit.State.HELD);
        scene.at("2026-04-02T09:00:00Z");
        scene.fault("2026-03-12T00:00:00Z", Duration.ofMinutes(1));
        finalOn("2026-04-12T09:00:00Z");
        assertThat(january().state()).isEqualTo(Credit.State.CANCELLED);
    }

    @Test
    void whatNoPeriodFollowsIsNotEarnedBack_6_2() {
        scene.activate(
                scene.agreement,
                scene.document(CREDIT + ", earnBack: {periods: 1}}" + NOT_NEEDED)
                        .replace("end: \"2027-01-01\"", "end: \"2026-02-01\""));
        fail("2026-01-12", "2026-02-02");
        finalOn("2026-02-12T09:00:00Z");
        assertThat(only().state()).isEqualTo(Credit.State.ISSUED);
    }

    @Test
    void whatACapLeftNothingOfIsOwedAgainWhenTheCapIsFree_6_2() {
        scene.parts = ", {id: cart, description: cart, notIncluded: [payment]}";
        scene.activate(CREDIT + "}" + CART.replace("SOURCE", scene.source)
                + "\n  creditLimits: {perMonth: \"10%\", stacking: sum}");
        fail("2026-01-12", "2026-01-20");
        assertThat(only().amount()).isEqualByComparingTo("100.00");
        Instant from = Instant.parse("2026-01-10T00:00:00Z");
        scene.deliver("cart", 0, new Content.Outage("cart", from, from.plus(Duration.ofHours(10)), "fault", null, ""));
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        close("2026-01");
        finalOn("2026-02-12T09:00:00Z");
        assertThat(credits.of(scene.agreement))
                .extracting(c -> c.term() + " " + c.state() + " " + c.amount().intValue())
                .containsExactly("a-cart-up ISSUED 100", "portal-up CANCELLED 0");

        scene.deliver("cart", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();

        assertThat(credits.of(scene.agreement))
                .extracting(c -> c.term() + " " + c.state() + " " + c.amount().intValue())
                .containsExactly("a-cart-up IN_DECISION 0", "portal-up IN_DECISION 100");
    }

    @Test
    void aPeriodThatBecameFinalUnknownIsRestatedWhenItsSourceSpeaks_5_2() {
        scene.activate(CREDIT + "}" + NEEDED);
        scene.at("2026-01-12T20:00:00Z");
        scene.deliver("early", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(10), "fault", null));
        scene.at("2026-02-12T09:00:00Z");
        close("2026-01");
        scene.judge();
        assertThat(scene.verdict("2026-01-15").state()).isEqualTo(PeriodState.FINAL);
        assertThat(scene.verdict("2026-01-15").verdict().reason()).contains(NotDetermined.BELOW_COMPLETENESS);

        scene.known();
        scene.judge();

        assertThat(scene.verdict("2026-01-15").state()).isEqualTo(PeriodState.RESTATED);
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(only().state()).isEqualTo(Credit.State.IN_DECISION);
    }

    @Test
    void aViolationOfARunningPeriodIsWithdrawnAsSoonAsACorrectionUndoesIt_6_1() {
        scene.activate(CREDIT + "}" + NEEDED);
        fail("2026-01-12", "2026-01-13");
        assertThat(scene.verdict("2026-01-15").state()).isEqualTo(PeriodState.RUNNING);
        assertThat(scene.bean(Violations.class).of(scene.agreement))
                .extracting(Violation::count)
                .containsExactly(1);

        scene.deliver("fault-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();

        assertThat(scene.bean(Violations.class).of(scene.agreement))
                .extracting(Violation::count)
                .containsExactly(0);
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(only().state()).isEqualTo(Credit.State.CANCELLED);
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

    private void close(String month) {
        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:" + month), scene.agreement + "@00000/");
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

    private Credit january() {
        return credits.of(scene.agreement).get(0);
    }

    private int told() {
        return scene.told("evaluation.creditClaimable:" + only().id());
    }
}
