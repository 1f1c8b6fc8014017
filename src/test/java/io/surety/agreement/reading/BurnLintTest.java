package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.calendar.Span;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Burn tiers, violation tiers and rolling objectives ({@code domain.md} 5.3, 5.4, 8). */
class BurnLintTest {

    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: burning, title: Burning}
            spec:
              type: SLA
              scope: service
              parties: [{id: shopcloud, role: provider}, {id: acme, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
              charges: {amount: "100.00", currency: EUR, per: month}
              services: [{id: checkout, description: checkout}]
              calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
              sources: [{id: hits, kind: counters, complete: watermark}, {id: tickets, kind: work-items, complete: watermark}]
              terms:
                - {id: ok, service: checkout, obligated: provider, escalation: burn, measure: {kind: ratio, source: hits, method: occurrences}, TARGET}
                - {id: slow, service: checkout, obligated: provider, measure: {kind: duration, of: work-item, source: tickets, start: {event: created}, stop: {enters: {state: [Closed]}}}, targets: [{id: all, calendar: always, within: PT4H}], MORE}
              escalations: [{id: burn, tiers: [{at: AT, tell: [{role: sre}]}, {at: {unacknowledged: PT15M}, tell: [{role: sre}]}]}]
              reporting: {finalAfter: P5BD}
            """;
    private static final String TARGET = "target: {share: \"95%\", calendar: always, per: month}";
    private static final String OBJECTIVE = "objective: {atLeast: \"95%\", rolling: P28D}";
    private static final String FAST = "{burn: {factor: \"14.4\", long: PT1H, short: PT5M}}";
    private static final String TOLERANCE = "tolerance: {breaches: 2, per: month}";
    private static final String BURN = "/spec/escalations/0/tiers/0/at/burn";

    private final DocumentReader reader = Readers.reader();

    @ParameterizedTest
    @ValueSource(strings = {TARGET, OBJECTIVE, TARGET + ", " + OBJECTIVE})
    void takesABurnTierForATargetAndForAnObjective_5_4(String target) {
        ParsedDocument parsed = read(target, TOLERANCE, FAST);

        Burn burn = parsed.document()
                .spec()
                .escalations()
                .get(0)
                .tiers()
                .get(0)
                .at()
                .burn();
        assertThat(burn)
                .isEqualTo(new Burn(
                        new BigDecimal("14.4"),
                        new Span.OpenTime(Duration.ofHours(1)),
                        new Span.OpenTime(Duration.ofMinutes(5))));
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void windowsMayBeDays_5_4() {
        ParsedDocument parsed = read(TARGET, TOLERANCE, "{burn: {factor: \"1\", long: P3D, short: PT6H}}");

        assertThat(parsed.document()
                        .spec()
                        .escalations()
                        .get(0)
                        .tiers()
                        .get(0)
                        .at()
                        .burn())
                .extracting(Burn::longWindow)
                .isEqualTo(new Span.Dates(Period.ofDays(3)));
    }

    @Test
    void aTierWithFactorTimesBudgetBelowOneCanFireAndAtOneItCannot_5_4() {
        assertThat(found(TARGET, TOLERANCE, FAST.replace("14.4", "19.999999"))).isEmpty();
        assertThat(found(TARGET, TOLERANCE, FAST.replace("14.4", "20")))
                .containsExactly("burn-never-fires " + BURN + "/factor");
        assertThat(found(TARGET.replace("95%", "100%"), TOLERANCE, FAST))
                .as("nothing could burn")
                .containsExactly("burn-never-fires " + BURN + "/factor");
        assertThat(found(OBJECTIVE.replace("95%", "90%"), TOLERANCE, FAST))
                .containsExactly("burn-never-fires " + BURN + "/factor");
    }

    @Test
    void aTierThatFiresForOneTermAndNeverForAnotherIsOdd_5_4() {
        String other = "conformance: {atLeast: \"90%\", per: month, by: term}, escalation: burn";

        assertThat(read(TARGET, other, FAST).warnings())
                .extracting(Diagnostic::code, Diagnostic::path)
                .containsExactly(tuple("burn-never-fires-here", BURN + "/factor"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void refuses(String found, String target, String more, String at) {
        assertThat(found(target, more, at)).containsExactly(found);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                error("burn-windows " + BURN + "/short", TARGET, TOLERANCE, FAST.replace("PT5M", "PT1H")),
                error("burn-windows " + BURN + "/short", TARGET, TOLERANCE, FAST.replace("PT5M", "P1D")),
                error("burn-windows " + BURN + "/short", TARGET, TOLERANCE, FAST.replace("PT5M", "PT90S")),
                error("burn-windows " + BURN + "/long", TARGET, TOLERANCE, FAST.replace("PT1H", "P1BD")),
                error("burn-windows " + BURN + "/long", TARGET, TOLERANCE, FAST.replace("PT1H", "P1M")),
                error("burn-windows " + BURN + "/long", TARGET, TOLERANCE, FAST.replace("PT1H", "P93D")),
                error("out-of-range " + BURN + "/factor", TARGET, TOLERANCE, FAST.replace("14.4", "0")),
                error("escalation-never-opens /spec/terms/0/escalation", TARGET, TOLERANCE, "{breach: true}"),
                error(
                        "escalation-never-opens /spec/terms/1/escalation",
                        TARGET,
                        TOLERANCE + ", escalation: burn",
                        FAST),
                error("escalation-never-opens /spec/terms/0/escalation", OBJECTIVE, TOLERANCE, "{violation: 1}"),
                error(
                        "objective-without-verdict /spec/terms/0/credit",
                        OBJECTIVE + ", credit: {base: agreement, tiers: [{below: \"95%\", percent: \"5\"}]}",
                        TOLERANCE,
                        FAST),
                error(
                        "objective-without-verdict /spec/terms/0/chronic",
                        OBJECTIVE + ", chronic: {below: \"95%\", periods: 2, of: 3, gives: termination}",
                        TOLERANCE,
                        FAST),
                error(
                        "objective-without-verdict /spec/terms/0/minimumEvents",
                        OBJECTIVE + ", minimumEvents: 5",
                        TOLERANCE,
                        FAST));
    }

    @Test
    void aWindowThatIsLongerThanThePeriodIsOdd_5_4() {
        assertThat(read(TARGET.replace("month", "day"), TOLERANCE, "{burn: {factor: \"1\", long: P3D, short: PT6H}}")
                        .warnings())
                .extracting(Diagnostic::code)
                .containsExactly("burn-outlasts-budget");
    }

    @Test
    void violationsRiseAndSilenceComesLast_8() {
        String tiers = "tiers: [{at: AT, tell: [{role: sre}]}, {at: {unacknowledged: PT15M}, tell: [{role: sre}]}]";
        String rising =
                "tiers: [{at: {violation: 1}, tell: [{role: sre}]}, {at: {violation: 3}, tell: [{role: sre}]}, {at: "
                        + FAST + ", tell: [{role: sre}]}, {at: {unacknowledged: PT15M}, tell: [{role: sre}]}]";

        assertThat(foundIn(DOCUMENT.replace(tiers, rising))).isEmpty();
        assertThat(foundIn(DOCUMENT.replace(tiers, rising.replace("violation: 3", "violation: 1"))))
                .containsExactly("tier-order /spec/escalations/0/tiers/1/at");
    }

    private static Arguments error(String found, String target, String more, String at) {
        return Arguments.of(found, target, more, at);
    }

    private List<String> found(String target, String more, String at) {
        return foundIn(DOCUMENT.replace("TARGET", target).replace("MORE", more).replace("AT,", at + ","));
    }

    private List<String> foundIn(String text) {
        String whole = text.replace("TARGET", TARGET).replace("MORE", TOLERANCE).replace("AT,", FAST + ",");
        try {
            reader.read(whole.getBytes(StandardCharsets.UTF_8));
            return List.of();
        } catch (Refusal e) {
            return e.diagnostics().stream().map(d -> d.code() + " " + d.path()).toList();
        }
    }

    private ParsedDocument read(String target, String more, String at) {
        return reader.read(DOCUMENT.replace("TARGET", target)
                .replace("MORE", more)
                .replace("AT,", at + ",")
                .getBytes(StandardCharsets.UTF_8));
    }
}
