package io.surety.evaluation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.party.RegisterParties;
import io.surety.testing.ApiClient;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Ledgers over REST: they sum to wall time, name causes and parties, and answer as known then ({@code domain.md} 5.1, 6.5). */
@WholeApplicationTest
class LedgerRestTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private FindDueClocks scan;

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    private ApiClient api;

    private ThreeParties three;
    private String source;

    @BeforeEach
    void aMondayInWhichATicketWaitsAndIsLate() {
        time.moveTo(Instant.parse("2026-01-05T08:00:00Z"));
        three = new ThreeParties(register, read);
        source = "ledger-" + three.agreement;
        api.done("PUT", three.manager, "/api/sources/" + source, "{\"owner\": \"" + three.provider + "\"}");
        activate();
        event("2026-02-02T08:00:00Z", "e1", 0, "created", "New");
        event("2026-02-02T09:00:00Z", "e2", 0, "changed", "Awaiting User");
        event("2026-02-02T10:00:00Z", "e3", 0, "changed", "Awaiting Vendor");
        event("2026-02-02T12:00:00Z", "e4", 0, "changed", "Active");
        time.moveTo(Instant.parse("2026-02-02T14:30:00Z"));
        scan.run();
        event("2026-02-02T15:00:00Z", "e5", 0, "changed", "Resolved");
        time.moveTo(Instant.parse("2026-02-10T12:00:00Z"));
        api.done(
                "POST",
                three.manager,
                "/api/outages",
                ("{\"source\":\"%s\",\"id\":\"o1\",\"service\":\"desk\",\"from\":\"2026-02-10T09:00:00Z\","
                                + "\"to\":\"2026-02-10T11:00:00Z\",\"cause\":\"fault\",\"evidence\":\"seen by the guard\"}")
                        .formatted(source));
        time.moveTo(Instant.parse("2026-03-02T08:00:00Z"));
        current.run();
    }

    private void activate() {
        String text = three.text(Content.PLAIN.thirdParty().validity("2026-01-01", "2027-01-01"))
                .replace("source: tickets", "source: " + source)
                .replace("{id: tickets,", "{id: " + source + ",")
                .replace(
                        "stop: {leaves: {state: [New]}}",
                        "stop: {enters: {state: [Resolved]}}\n"
                                + "        pause: [{while: {state: [Awaiting User]}, party: customer}]\n"
                                + "        attribute: [{while: {state: [Awaiting Vendor]}, party: " + three.thirdParty
                                + "}]");
        IntoForce.bring(agreements, read, text, three.manager);
    }

    @Test
    void theLedgerOfAClockSumsToWallTimeAndNamesWhoAnswersForIt_5_1() {
        JsonNode clock = onlyClock();

        JsonNode answer = api.got(three.representative, clock.get("ledger").asText());

        JsonNode ledger = answer.get("ledger");
        assertThat(ledger.get("from").asText()).isEqualTo("2026-02-02T08:00:00Z");
        assertThat(ledger.get("to").asText()).isEqualTo("2026-02-02T15:00:00Z");
        assertThat(sumOfEntries(ledger)).isEqualTo(7 * HOUR);
        assertThat(answer.at("/sums/total").asLong()).isEqualTo(7 * HOUR);
        assertThat(answer.at("/sums/PAUSED").asLong()).isEqualTo(HOUR);
        assertThat(answer.at("/sums/GOOD").asLong()).isEqualTo(4 * HOUR);
        assertThat(answer.at("/sums/BAD").asLong()).isEqualTo(2 * HOUR);
        assertThat(answer.at("/parties/" + three.customer + "/PAUSED").asLong()).isEqualTo(HOUR);
        assertThat(answer.at("/parties/" + three.thirdParty + "/GOOD").asLong()).isEqualTo(2 * HOUR);
        assertThat(answer.at("/parties/" + three.provider + "/BAD").asLong()).isEqualTo(2 * HOUR);
        assertThat(ledger.at("/entries/1/mark/cause").asText()).isEqualTo("state: Awaiting User");
        assertThat(ledger.at("/entries/1/mark/evidence").asText()).isEqualTo("e2");
        assertThat(answer.get("events").asInt()).isEqualTo(5);
        assertThat(answer.get("watermark").asText()).isNotEmpty();
    }

    @Test
    void theLedgerOfAClockAnswersAsKnownThenWhateverIsCorrectedLater_6_5() {
        String path = onlyClock().get("ledger").asText() + "?asOf=";
        String then = api.got(three.manager, path + "2026-02-02T16:00:00Z").toString();
        assertThat(api.got(three.manager, path + "2026-02-02T11:00:00Z")
                        .at("/ledger/to")
                        .asText())
                .isEqualTo("2026-02-02T11:00:00Z");

        event(time.now().toString(), "2026-02-02T11:30:00Z", "e5", 1, "changed", "Resolved");
        event(time.now().toString(), "2026-02-02T11:00:00Z", "e4", 1, "changed", "Awaiting Vendor");

        assertThat(api.got(three.manager, onlyClock().get("ledger").asText())
                        .at("/sums/total")
                        .asLong())
                .isEqualTo(7 * HOUR / 2);
        assertThat(api.got(three.manager, path + "2026-02-02T16:00:00Z").toString())
                .isEqualTo(then);
        assertThat(api.get(three.manager, path + "2026-02-02T07:59:59Z").statusCode())
                .as("there was no such clock yet")
                .isEqualTo(404);
        assertThat(api.get(three.manager, path + "2027-01-01T00:00:00Z").body()).contains("query-invalid");
    }

    @Test
    void eachVerdictLeadsToItsLedgerAndSaysUntilWhenItsInputsWereKnown_5_1() {
        JsonNode verdicts = api.got(three.manager, verdicts("?period=2026-02"));
        assertThat(verdicts).hasSize(2);
        for (JsonNode verdict : verdicts) {
            assertThat(verdict.get("watermark").asText()).isEqualTo("2026-02-10T11:00:00Z");
            JsonNode answer = api.got(three.manager, verdict.get("ledger").asText());
            assertThat(answer.get("verdict")).isEqualTo(verdict);
            JsonNode ledger = answer.get("ledger");
            if (ledger.get("form").asText().equals("time")) {
                long wall = Duration.between(
                                Instant.parse(verdict.get("from").asText()),
                                Instant.parse(verdict.get("to").asText()))
                        .toMillis();
                assertThat(sumOfEntries(ledger)).isEqualTo(wall);
                assertThat(answer.at("/sums/total").asLong()).isEqualTo(wall);
                assertThat(answer.at("/sums/BAD").asLong()).isEqualTo(2 * HOUR);
                assertThat(ledger.toString()).contains("o1");
            } else {
                assertThat(ledger.get("inputs").asText()).isEqualTo("1");
                assertThat(ledger.at("/entries/0/ledger").asText())
                        .isEqualTo(onlyClock().get("ledger").asText());
            }
        }
    }

    @Test
    void verdictsAndLedgersAnswerAsPublishedThen_6_5() {
        Instant then = time.now();
        JsonNode before = api.got(three.manager, ledger("respond", "2026-02"));
        time.moveBy(Duration.ofHours(1));
        event(time.now().toString(), "2026-02-02T11:30:00Z", "e5", 1, "changed", "Resolved");
        event(time.now().toString(), "2026-02-02T11:00:00Z", "e4", 1, "changed", "Awaiting Vendor");
        current.run();

        assertThat(api.got(three.manager, ledger("respond", "2026-02"))
                        .at("/verdict/value")
                        .asText())
                .isEqualTo("FULFILLED");
        JsonNode asOf = api.got(three.manager, verdicts("?period=2026-02&asOf=" + then));
        JsonNode old = StreamSupport.stream(asOf.spliterator(), false)
                .filter(v -> v.get("term").asText().equals("respond"))
                .findFirst()
                .orElseThrow();
        assertThat(old.get("value").asText()).isEqualTo("VIOLATED");
        JsonNode answer = api.got(three.manager, old.get("ledger").asText());
        assertThat(answer.get("ledger")).isEqualTo(before.get("ledger"));
        assertThat(api.got(three.manager, verdicts("?period=2026-02&asOf=2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    /** There is no way to: what is known is corrected, and judged again. */
    @Test
    void nobodyEditsAVerdict_6_3() {
        JsonNode before = api.got(three.manager, verdicts("?period=2026-02"));
        String verdict = verdicts("/" + before.at("/0/id").asText());
        for (String method : List.of("PUT", "PATCH", "DELETE", "POST")) {
            assertThat(api.send(method, three.manager, verdict, "{\"value\": \"FULFILLED\"}")
                            .statusCode())
                    .as(method)
                    .isIn(404, 405);
        }
        assertThat(api.got(three.manager, verdicts("?period=2026-02"))).isEqualTo(before);
    }

    @Test
    void whatIsNotHersOrNoPeriodIsRefused() {
        String clock = onlyClock().get("ledger").asText();
        String absent = "/api/clocks/" + UUID.randomUUID() + "/ledger";
        for (String path : List.of(clock, clock + "?asOf=2026-02-03T00:00:00Z", absent, ledger("respond", "2026-02"))) {
            assertThat(api.get(three.stranger, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(api.get(three.contact, clock).statusCode())
                .as("a third party does not read its partners' tickets")
                .isEqualTo(404);
        for (String bad : List.of("2026-13", "2026-W60", "2026-Q5", "June", "2026-02-30")) {
            HttpResponse<String> answer = api.get(three.manager, ledger("respond", bad));
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).as(bad).contains("urn:surety:problem:period-malformed");
        }
        HttpResponse<String> without =
                api.get(three.manager, ledger("respond", "").replace("?period=", ""));
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("\"path\":\"period\"").contains("\"code\":\"missing\"");
        assertThat(api.get(three.manager, ledger("no-such-term", "2026-02")).statusCode())
                .isEqualTo(404);
        assertThat(api.get(three.manager, ledger("respond", "2026-02") + "&asOf=yesterday")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsToComeIsKnownToNobody() {
        for (String asOf : List.of("2999-01-01T00:00:00Z", "%2B999999999-01-01T00:00:00Z")) {
            for (String path : List.of(
                    verdicts("?asOf="),
                    ledger("respond", "2026-02") + "&asOf=",
                    onlyClock().get("ledger").asText() + "?asOf=")) {
                HttpResponse<String> answer = api.get(three.manager, path + asOf);
                assertThat(answer.statusCode()).as(path + asOf).isEqualTo(422);
                assertThat(answer.body()).contains("\"path\":\"/asOf\"");
            }
        }
        assertThat(api.got(three.manager, verdicts("?asOf=-999999999-01-01T00:00:00Z")))
                .isEmpty();
    }

    private String verdicts(String query) {
        return "/api/agreements/" + three.agreement + "/verdicts" + query;
    }

    private String ledger(String term, String period) {
        return "/api/agreements/" + three.agreement + "/terms/" + term + "/ledger?period=" + period;
    }

    private JsonNode onlyClock() {
        JsonNode clocks = api.got(three.manager, "/api/work-items/" + source + "/INC1/clocks");
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }

    private static long sumOfEntries(JsonNode ledger) {
        return StreamSupport.stream(ledger.get("entries").spliterator(), false)
                .mapToLong(e -> Duration.between(
                                Instant.parse(e.get("from").asText()),
                                Instant.parse(e.get("to").asText()))
                        .toMillis())
                .sum();
    }

    private void event(String at, String id, int revision, String type, String state) {
        event(at, at, id, revision, type, state);
    }

    /** Received at an instant of the clock. */
    private void event(String received, String at, String id, int revision, String type, String state) {
        time.moveTo(Instant.parse(received));
        api.done(
                "POST",
                three.manager,
                "/api/measurements",
                ("{\"kind\":\"work-item\",\"source\":\"%s\",\"id\":\"%s\",\"revision\":%d,\"item\":\"INC1\",\"at\":\"%s\","
                                + "\"type\":\"%s\",\"attributes\":{\"type\":\"incident\",\"service\":\"desk\","
                                + "\"customer\":\"%s\",\"state\":\"%s\"}}")
                        .formatted(source, id, revision, at, type, three.customer, state));
    }
}
