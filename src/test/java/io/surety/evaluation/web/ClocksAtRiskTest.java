package io.surety.evaluation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.evaluation.FindDueClocks;
import io.surety.party.RegisterParties;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How likely open clocks go late, over REST and on the page ({@code domain.md} 5.3). */
@WholeApplicationTest
class ClocksAtRiskTest {

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

    @Autowired
    private ApiClient api;

    private ThreeParties three;
    private String source;

    /** Twenty-four tickets on Monday, of which a half stopped after one hour of four; three open ones on Tuesday. */
    @BeforeEach
    void aMondayThatSaysSomethingOfTuesday() {
        time.moveTo(Instant.parse("2026-02-02T07:00:00Z"));
        three = new ThreeParties(register, read);
        source = "risk-" + three.agreement;
        api.done("PUT", three.manager, "/api/sources/" + source, "{\"owner\": \"" + three.provider + "\"}");
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
        IntoForce.bring(agreements, read, text, three.manager);
    }

    @Test
    void openClocksSayHowLikelyTheyGoLateAndByHowMany_5_3() {
        JsonNode byTime = api.got(three.manager, "/api/clocks?atRisk=today");
        assertThat(byTime.findValuesAsText("item")).containsExactly("OLD", "FULL", "NEW");
        JsonNode old = byTime.get(0).get("forecast");
        assertThat(old.get("similar").asInt()).isEqualTo(12);
        assertThat(old.get("basis").asText()).isEqualTo("target");
        assertThat(old.get("probability").asDouble()).isBetween(0.9, 0.9999);
        assertThat(old.get("reason").isNull()).isTrue();

        JsonNode byRisk = api.got(three.representative, "/api/clocks?atRisk=today&sort=probability");
        assertThat(byRisk.findValuesAsText("item")).containsExactly("FULL", "OLD", "NEW");
        assertThat(byRisk.at("/0/forecast/probability").asDouble()).isEqualTo(1);
        assertThat(byRisk.at("/0/forecast/basis").asText()).isEqualTo("remaining-work");
        assertThat(byRisk.at("/2/forecast/similar").asInt()).isEqualTo(24);
        assertThat(byRisk.at("/2/forecast/probability").asDouble()).isBetween(0.45, 0.55);
        assertThat(api.got(three.manager, "/api/clocks?sort=probability&limit=1")
                        .findValuesAsText("item"))
                .as("the likeliest of all, not of the first")
                .containsExactly("FULL");
        assertThat(api.get(three.manager, "/api/clocks?sort=luck").body()).contains("query-invalid");
        assertThat(api.got(three.stranger, "/api/clocks")).isEmpty();
    }

    @Test
    void aTermSaysHowGoodItsForecastsWere_5_3() {
        JsonNode score = api.got(three.manager, "/api/agreements/" + three.agreement + "/terms/respond/forecast-score");

        // all of Monday began at once: at their start nothing was known of any of them
        assertThat(score.get("withheld").asInt()).isEqualTo(24 + 3 * 12);
        assertThat(score.get("forecasts").asInt()).isZero();
        assertThat(score.get("brier").isNull()).isTrue();
        assertThat(api.get(three.manager, "/api/agreements/" + three.agreement + "/terms/none/forecast-score")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void thePageListsTheLikeliestFirstAndSortsByBoth() {
        Browser browser = api.browser(three.manager);

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
        api.done(
                "POST",
                three.manager,
                "/api/measurements",
                ("{\"kind\":\"work-item\",\"source\":\"%s\",\"id\":\"%s-%s\",\"item\":\"%s\",\"at\":\"%s\",\"type\":\"%s\","
                                + "\"attributes\":{\"type\":\"incident\",\"service\":\"desk\",\"customer\":\"%s\","
                                + "\"state\":\"%s\"%s}}")
                        .formatted(source, item, type, item, at, type, three.customer, state, more));
    }
}
