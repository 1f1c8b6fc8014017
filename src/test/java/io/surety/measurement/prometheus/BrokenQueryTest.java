package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.budget.Episode;
import io.surety.evaluation.budget.Episodes;
import io.surety.evaluation.budget.WatchBurns;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Rollups;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.SqlInstants;
import io.surety.testing.ApiClient;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.WholeApplicationTest;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three terms are pulled from one real Prometheus: one whose query it cannot read, one of which it never counts anything, and
 * one that it counts. What is wrong with the first is no matter of the others.
 */
@WholeApplicationTest
class BrokenQueryTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

    private final ApplicationContext context;
    private final Agreements agreements;
    private final MovedTimeSource time;
    private final ApiClient api;
    private final KeepVerdictsCurrent current;
    private final ThreeParties three;
    private final String source;

    @Autowired
    BrokenQueryTest(ApplicationContext context) {
        this.context = context;
        this.agreements = context.getBean(Agreements.class);
        this.time = context.getBean(MovedTimeSource.class);
        this.api = context.getBean(ApiClient.class);
        this.current = context.getBean(KeepVerdictsCurrent.class);
        this.three = new ThreeParties(context.getBean(RegisterParties.class), context.getBean(ReadDocument.class));
        this.source = "prom-" + three.agreement;
    }

    @Test
    void aTypoInOneQueryLeavesTheOtherTermsOfItsSourceKnownAndFinal() throws Exception {
        try (var prometheus =
                RealPrometheus.startWith(Files.createTempDirectory("prometheus"), CheckoutHour.history())) {
            at(Duration.ofMinutes(10).plusSeconds(30));
            VersionRef version = activate();
            fetch(prometheus);
            context.getBean(WatchBurns.class).run();
            assertThat(context.getBean(Episodes.class).since(three.agreement, "ok", MIDNIGHT))
                    .as("a quarter of what is counted fails, and 5 % may")
                    .extracting(Episode::isOpen)
                    .containsExactly(true);
            at(Duration.ofMinutes(15).plusSeconds(30));
            fetch(prometheus);
            context.getBean(WatchBurns.class).run();
            assertThat(burnsLookedAtUntil("quiet"))
                    .as("without a number, because its line is known further")
                    .isEqualTo(MORNING.plus(Duration.ofMinutes(15)));

            at(Duration.ofMinutes(20));
            agreements.endValidity(version, time.now(), three.manager);
            agreements.move(version, VersionState.TERMINATED, three.manager, "test");
            at(Duration.ofMinutes(25));
            current.run();
            assertThat(verdict("quiet", "").get("watermark").asText()).isEqualTo("2026-03-02T06:15:00Z");
            assertThat(dataRequests()).containsEntry("quiet", "OPEN").containsEntry("typo", "OPEN");

            itDeliversByItself();
            assertThat(dataRequests())
                    .as("that says nothing of what is pulled")
                    .containsEntry("quiet", "OPEN")
                    .containsEntry("typo", "OPEN");

            fetch(prometheus);
            current.run();
        }
        Instant then = time.now();
        JsonNode ok = verdict("ok", "");
        says(ok, "PROVISIONAL", "VIOLATED", "2026-03-02T06:20:00Z");
        assertThat(ok.get("share").asText()).isEqualTo("3/4");
        assertThat(ok.get("completeness").asText()).startsWith("100");
        says(verdict("quiet", ""), "PROVISIONAL", "NOT_DETERMINED", "2026-03-02T06:20:00Z");
        says(verdict("typo", ""), "PROVISIONAL", "NOT_DETERMINED", "2026-03-02T00:00:00Z");
        assertThat(dataRequests())
                .as("that nothing happened is known of the one and not of the other")
                .containsEntry("quiet", "ARRIVED")
                .containsEntry("typo", "OPEN");
        theOperatorIsToldWhichQueryIsTheReason();

        time.moveTo(Instant.parse("2026-03-20T09:00:00Z"));
        current.run();
        says(verdict("ok", ""), "FINAL", "VIOLATED", "2026-03-02T06:20:00Z");
        says(verdict("ok", "&asOf=" + then), "PROVISIONAL", "VIOLATED", "2026-03-02T06:20:00Z");
        says(verdict("typo", "&asOf=" + then), "PROVISIONAL", "NOT_DETERMINED", "2026-03-02T00:00:00Z");
    }

    private void itDeliversByItself() {
        var counter = Measurement.of("own", new Content.Counter("desk", "", time.now(), 1, 1));
        context.getBean(TakeMeasurements.class).take(new Delivery(source, List.of(counter), false, PersonId.SYSTEM));
        context.getBean(Rollups.class).settle();
    }

    private void theOperatorIsToldWhichQueryIsTheReason() {
        JsonNode pulls = api.got(three.manager, "/api/sources/" + source + "/pulls");
        assertThat(pulls).hasSize(3);
        assertThat(pulls.get(0).get("good").asText()).isEqualTo("sum(increase(http_requests_total{job=[$step]))");
        assertThat(pulls.get(0).get("failure").asText())
                .startsWith("query \"good\": status 400, bad_data, ")
                .contains("parse error");
        assertThat(pulls.get(0).get("knownUntil").asText()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(pulls).filteredOn(pull -> pull.get("failure").isNull()).hasSize(2);
        api.answered(404, "GET", three.stranger, "/api/sources/" + source + "/pulls", "");
        api.answered(403, "GET", three.representative, "/api/sources/" + source + "/pulls", "");
        assertThat(api.got(three.manager, "/api/sources/" + source)
                        .get("watermark")
                        .asText())
                .as("all of it")
                .isEqualTo("2026-03-02T00:00:00Z");
    }

    private Instant burnsLookedAtUntil(String term) {
        return context.getBean(JdbcClient.class)
                .sql("select looked_until from evaluation.burn_watches where agreement = :agreement and term = :term")
                .param("agreement", three.agreement)
                .param("term", term)
                .query((row, n) -> SqlInstants.instant(row, "looked_until"))
                .single();
    }

    private static void says(JsonNode verdict, String state, String value, String watermark) {
        assertThat(List.of("state", "value", "watermark"))
                .extracting(field -> verdict.get(field).asText())
                .containsExactly(state, value, watermark);
    }

    private JsonNode verdict(String term, String more) {
        JsonNode all = api.got(three.manager, "/api/agreements/" + three.agreement + "/verdicts?period=2026-03" + more);
        for (JsonNode one : all) {
            if (one.get("term").asText().equals(term)) {
                return one;
            }
        }
        throw new AssertionError("no verdict on " + term + " in " + all);
    }

    private Map<String, String> dataRequests() {
        var states = new HashMap<String, String>();
        api.got(three.manager, "/api/data-requests")
                .forEach(one ->
                        states.put(one.get("term").asText(), one.get("state").asText()));
        return states;
    }

    private void at(Duration afterMorning) {
        time.moveTo(MORNING.plus(afterMorning));
    }

    private void fetch(MonitoringProgram prometheus) throws InterruptedException {
        ConfiguredPulls.over("metrics-" + three.agreement, prometheus.url(), context)
                .run();
        context.getBean(Rollups.class).settle();
    }

    private VersionRef activate() {
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: %2$s, role: provider}, {id: %3$s, role: customer}]
                  period: {start: "2026-03-02", end: "2027-03-02", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: checkout, description: checkout, notIncluded: [batch]}, {id: portal, description: portal}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %4$s, kind: prometheus, connection: metrics-%5$s, step: PT1M, complete: watermark}]
                  terms: [%6$s, %7$s, %8$s]
                  escalations:
                    - id: burn
                      groupBy: [agreement, term]
                      maxAge: PT24H
                      tiers: [{at: {burn: {factor: "4", long: PT1H, short: PT5M}}, tell: [{role: service-level-manager}], by: [mail]}]
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(
                                three.agreement,
                                three.provider,
                                three.customer,
                                source,
                                three.agreement,
                                term(
                                        "ok",
                                        "checkout",
                                        "{job=\"checkout\",code!~\"5..\"}",
                                        "{job=\"checkout\"}",
                                        ", escalation: burn"),
                                term(
                                        "quiet",
                                        "portal",
                                        "{job=\"none\",code!~\"5..\"}",
                                        "{job=\"none\"}",
                                        ", escalation: burn"),
                                term("typo", "checkout", "{job=", "{job=\"checkout\"}", ""));
        return IntoForce.bring(agreements, context.getBean(ReadDocument.class), yaml, three.manager);
    }

    private String term(String id, String service, String good, String total, String more) {
        String query = "{query: 'sum(increase(http_requests_total%s[$step]))'}";
        return "{id: %s, service: %s, obligated: provider, completeness: \"99%%\", target: {share: \"95%%\", calendar:"
                        .formatted(id, service)
                + " always, per: month}, measure: {kind: ratio, source: " + source + ", good: " + query.formatted(good)
                + ", total: " + query.formatted(total) + ", method: occurrences}" + more + "}";
    }
}
