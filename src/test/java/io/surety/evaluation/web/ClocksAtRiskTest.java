package io.surety.evaluation.web;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.FindDueClocks;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How likely open clocks go late, over REST and on the page ({@code domain.md} 5.3). */
@WholeApplicationTest
class ClocksAtRiskTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private FindDueClocks scan;

    @Autowired
    private MovedTimeSource time;

    @LocalServerPort
    private int port;

    private ThreeParties three;
    private String source;

    /** Twenty-four tickets on Monday, of which a half stopped after one hour of four; three open ones on Tuesday. */
    @BeforeEach
    void aMondayThatSaysSomethingOfTuesday() {
        time.moveTo(Instant.parse("2026-02-02T07:00:00Z"));
        three = new ThreeParties(register, read);
        source = "risk-" + three.agreement;
        taken("PUT", "/api/sources/" + source, "{\"owner\": \"" + three.provider + "\"}");
        activate();
        for (int i = 0; i < 24; i++) {
            event("2026-02-02T07:00:00Z", "MON" + i, "created", "New", "");
        }
        for (int i = 0; i < 12; i++) {
            event("2026-02-02T08:00:00Z", "MON" + i, "changed", "Active", "");
        }
        time.moveTo(Instant.parse("2026-02-02T12:00:00Z"));
        scan.run();
        event("2026-02-03T07:00:00Z", "OLD", "created", "New", "");
        event("2026-02-03T09:00:00Z", "FULL", "created", "New", ",\"remainingWork\":\"PT4H1M\"");
        event("2026-02-03T09:01:00Z", "NEW", "created", "New", "");
    }

    private void activate() {
        String text = three.text(Content.PLAIN.validity("2026-01-01", "2027-01-01"))
                .replace("source: tickets", "source: " + source)
                .replace("{id: tickets,", "{id: " + source + ",");
        VersionRef ref = agreements
                .draft(read.read(text.getBytes(StandardCharsets.UTF_8)), three.manager)
                .ref();
        for (VersionState next : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, next, three.manager, "test");
        }
    }

    @Test
    void openClocksSayHowLikelyTheyGoLateAndByHowMany_5_3() throws IOException {
        JsonNode byTime = got(three.manager, "/api/clocks?atRisk=today");
        assertThat(byTime.findValuesAsText("item")).containsExactly("OLD", "FULL", "NEW");
        JsonNode old = byTime.get(0).get("forecast");
        assertThat(old.get("similar").asInt()).isEqualTo(12);
        assertThat(old.get("basis").asText()).isEqualTo("target");
        assertThat(old.get("probability").asDouble()).isBetween(0.9, 0.9999);
        assertThat(old.get("reason").isNull()).isTrue();

        JsonNode byRisk = got(three.representative, "/api/clocks?atRisk=today&sort=probability");
        assertThat(byRisk.findValuesAsText("item")).containsExactly("FULL", "OLD", "NEW");
        assertThat(byRisk.at("/0/forecast/probability").asDouble()).isEqualTo(1);
        assertThat(byRisk.at("/0/forecast/basis").asText()).isEqualTo("remaining-work");
        assertThat(byRisk.at("/2/forecast/similar").asInt()).isEqualTo(24);
        assertThat(byRisk.at("/2/forecast/probability").asDouble()).isBetween(0.45, 0.55);
        assertThat(got(three.manager, "/api/clocks?sort=probability&limit=1").findValuesAsText("item"))
                .as("the likeliest of all, not of the first")
                .containsExactly("FULL");
        assertThat(send("GET", three.manager, "/api/clocks?sort=luck", "").body())
                .contains("query-invalid");
        assertThat(got(three.stranger, "/api/clocks")).isEmpty();
    }

    @Test
    void aTermSaysHowGoodItsForecastsWere_5_3() throws IOException {
        JsonNode score = got(three.manager, "/api/agreements/" + three.agreement + "/terms/respond/forecast-score");

        // all of Monday began at once: at their start nothing was known of any of them
        assertThat(score.get("withheld").asInt()).isEqualTo(24 + 3 * 12);
        assertThat(score.get("forecasts").asInt()).isZero();
        assertThat(score.get("brier").isNull()).isTrue();
        assertThat(send("GET", three.manager, "/api/agreements/" + three.agreement + "/terms/none/forecast-score", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void thePageListsTheLikeliestFirstAndSortsByBoth() {
        Browser browser = new Browser(port);
        browser.login(three.manager.value(), "surety");

        String likeliest = browser.get("/clocks", "Accept", "text/html").body();
        assertThat(likeliest)
                .containsSubsequence(">FULL<", "certain: more work is left", ">OLD<", "by 12 of this target", ">NEW<");
        String soonest = browser.get("/clocks?due=PT24H&sort=remaining", "Accept", "text/html")
                .body();
        assertThat(soonest).containsSubsequence(">OLD<", ">FULL<");
        String agreement = browser.get("/agreements/" + three.agreement, "Accept", "text/html")
                .body();
        assertThat(agreement).containsSubsequence(">FULL<", "certain: more work is left", ">OLD<");
    }

    private void event(String at, String item, String type, String state, String more) {
        time.moveTo(Instant.parse(at));
        taken(
                "POST",
                "/api/measurements",
                ("{\"kind\":\"work-item\",\"source\":\"%s\",\"id\":\"%s-%s\",\"item\":\"%s\",\"at\":\"%s\",\"type\":\"%s\","
                                + "\"attributes\":{\"type\":\"incident\",\"service\":\"desk\",\"customer\":\"%s\","
                                + "\"state\":\"%s\"%s}}")
                        .formatted(source, item, type, item, at, type, three.customer, state, more));
    }

    private void taken(String method, String path, String body) {
        HttpResponse<String> answer = send(method, three.manager, path, body);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 201);
    }

    private JsonNode got(PersonId person, String path) throws IOException {
        HttpResponse<String> answer = send("GET", person, path, "");
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, PersonId person, String path, String body) {
        return new Browser(port)
                .send(
                        method,
                        path,
                        body,
                        "Authorization",
                        basic(person.value(), "surety"),
                        "Content-Type",
                        "application/json");
    }
}
