package io.surety.evaluation.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.party.PersonId;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who previews what over REST and on the page, and that a preview leaves no trace. */
@WholeApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewRestTest extends PreviewScenes {

    @Autowired
    private ApiClient api;

    @Test
    void aPreviewLeavesEveryTableOfEverySchemaAsItIs() {
        PreviewScene scene = amended();
        Map<String, String> before = PreviewFacts.database(context.getBean(JdbcClient.class));

        scene.preview(CHANGED, 3);
        JsonNode stored = api.got(scene.nora, path(scene) + "/versions/2/preview?ledgers=true");

        assertThat(stored.get("lines")).hasSize(3 * 7);
        assertThat(PreviewFacts.database(context.getBean(JdbcClient.class))).isEqualTo(before);
    }

    @Test
    void overRestAChangedDocumentOrADraftedVersionIsPreviewedByItsSidesOnly() {
        PreviewScene scene = amended();
        String yaml = scene.text(CHANGED);
        String url = path(scene) + "/previews";

        JsonNode document = api.answered(200, "POST", scene.nora, url + "?periods=2", "application/yaml", yaml);
        assertThat(document.get("lines")).hasSize(2 * 7);
        assertThat(document.has("version")).isFalse();
        assertThat(document.at("/lines/0/after/sums/total").isNumber()).isTrue();
        assertThat(document.at("/lines/0/before/ledger").asText()).contains("/ledger?period=2026-03");

        JsonNode version = api.answered(200, "POST", scene.nora, url, "{\"version\": 2, \"periods\": 2}");
        assertThat(version.get("version").asInt()).isEqualTo(2);
        assertThat(version.get("lines")).hasSize(2 * 7);
        assertThat(version.get("violated")).isEqualTo(document.get("violated"));
        JsonNode ledger =
                api.got(scene.nora, version.at("/lines/0/after/ledger").asText());
        assertThat(ledger.at("/lines/0/after/entries/entries").isArray()).isTrue();

        PreviewScene other = new PreviewScene(context);
        api.answered(404, "POST", other.nora, url, "application/yaml", yaml);
        api.answered(403, "POST", scene.tina, url, "application/yaml", yaml);
        assertThat(api.answered(422, "POST", scene.nora, url + "?periods=99", "application/yaml", yaml)
                        .toString())
                .contains("preview-too-large", "between 1 and 12");
        for (String wrong : List.of("\"periods\": 1.5", "\"periods\": \"x\"", "\"period\": 2")) {
            JsonNode refused = api.answered(422, "POST", scene.nora, url, "{\"version\": 2, " + wrong + "}");
            assertThat(refused.at("/diagnostics/0/path").asText()).as(wrong).startsWith("/period");
        }
        String renamed = scene.text(t -> t.replace("name: preview-", "name: other-"));
        assertThat(api.send("POST", scene.nora, url, "application/yaml", renamed)
                        .body())
                .contains("name-changed");
    }

    @Test
    void thePageShowsBothWaysInTheReadersLanguageAndEscaped() {
        PreviewScene scene = amended();
        String path = "/agreements/" + scene.agreement + "/versions/2/preview";

        String english = page(scene.nora, path, "en");
        assertThat(english)
                .contains(
                        "What it would have done: Desk &lt;script&gt;", "As it would have been", "violated", "2026-02")
                .doesNotContain("<script>alert");
        assertThat(page(scene.carla, path, "de")).contains("Wie es gewesen wäre", "verletzt", "Prozentpunkte");
        assertThat(page(scene.nora, "/agreements/" + scene.agreement + "?version=2", "en"))
                .contains(path, "Show the last 3 periods");
        assertThat(page(scene.nora, "/agreements/" + scene.agreement, "en")).doesNotContain(path);
    }

    private String page(PersonId person, String path, String language) {
        Browser browser = api.browser(person);
        HttpResponse<String> page = browser.get(path, "Accept", "text/html", "Accept-Language", language);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private static String path(PreviewScene scene) {
        return "/api/agreements/" + scene.agreement;
    }
}
