package io.surety.evaluation.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What people read of a budget, over REST and on the page ({@code domain.md} 5.3). */
@WholeApplicationTest
class BudgetReadTest extends BurnScene {

    @Test
    void theBudgetIsReadOverRestByThePeopleOfBothSides_5_3() throws Exception {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        JsonNode answer = api.got(client, budget("ok", ""));
        JsonNode period = answer.at("/budgets/0");
        assertThat(period.get("kind").asText()).isEqualTo("PERIOD");
        assertThat(period.get("until").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(period.at("/toDate/total").asInt()).isEqualTo(1_200);
        assertThat(period.at("/toDate/allowed").asInt()).isEqualTo(60);
        assertThat(period.at("/toDate/consumed").asInt()).isEqualTo(600);
        assertThat(period.at("/toDate/remaining").asInt()).isEqualTo(-540);
        assertThat(period.at("/toDate/completeness").asText()).startsWith("5.");
        assertThat(period.at("/projected/total").asDouble())
                .as("34 of 744 hours have passed")
                .isEqualTo(1_200 * 744 / 34.0, within(0.001));
        assertThat(burn(period, "PT1H")).isEqualTo(20);
        assertThat(burn(period, "PT6H")).isEqualTo(10);
        assertThat(StreamSupport.stream(period.get("alerts").spliterator(), false)
                        .map(alert -> alert.get("factor").asText() + " " + alert.get("exceeded")))
                .as("for the 31 days of March")
                .containsExactly("14.88 true", "6.2 true", "3.1 true", "1.033333 true");
        assertThat(period.at("/forecast/burn").asInt()).isEqualTo(10);
        assertThat(answer.get("episodes")).hasSize(2);

        JsonNode rolling = api.got(lead, budget("ok-28d", "")).at("/budgets/0");
        assertThat(rolling.get("kind").asText()).isEqualTo("ROLLING");
        assertThat(rolling.get("from").asText()).isEqualTo("2026-02-02T10:00:00Z");
        assertThat(rolling.at("/toDate/consumed").asInt()).isEqualTo(600);
        assertThat(rolling.has("projected")).isFalse();
        assertThat(api.got(lead, budget("ok", "?at=2026-03-02T09:00:00Z"))
                        .at("/budgets/0/toDate/consumed")
                        .asInt())
                .as("as it stood then")
                .isZero();
        assertThat(api.got(lead, budget("ok", "?period=2026-03")).at("/budgets/0/toDate"))
                .isEqualTo(period.get("toDate"));
        assertThat(refused(400, budget("ok", "?period=2026-03&at=2026-03-02T09:00:00Z")))
                .contains("period-or-at");
        assertThat(refused(422, budget("ok", "?at=2027-03-02T09:00:00Z"))).contains("query-invalid");
        assertThat(refused(422, budget("slow", ""))).contains("no-budget");
        assertThat(refused(404, budget("none", ""))).contains("not-found");
    }

    @Test
    void thePageShowsWhatIsLeft_5_3() {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        Browser browser = api.browser(client);
        HttpResponse<String> page = browser.send("GET", "/agreements/" + name(), "");

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("Error budgets")
                .contains("burns too fast")
                .contains("20.00");
        assertThat(page.body()).contains("when the error budget burns more than 14.4 times too fast");
    }

    private static double burn(JsonNode budget, String window) {
        return StreamSupport.stream(budget.get("burns").spliterator(), false)
                .filter(burn -> burn.get("window").asText().equals(window))
                .findFirst()
                .orElseThrow()
                .get("burn")
                .asDouble();
    }

    private String refused(int status, String path) {
        return api.answered(status, "GET", lead, path, "").toString();
    }

    private String budget(String term, String query) {
        return "/api/agreements/" + name() + "/terms/" + term + "/budget" + query;
    }
}
