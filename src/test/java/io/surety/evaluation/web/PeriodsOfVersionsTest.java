package io.surety.evaluation.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.testing.ApiClient;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** An agreement is amended within a month: what its versions say of their periods is named, linked and found. */
@WholeApplicationTest
class PeriodsOfVersionsTest {

    private static final String ZONE = "zone: Europe/Berlin, calendar";
    private static final String OTHER_ZONE = "zone: America/New_York, calendar";
    private static final Pattern LEDGER = Pattern.compile("href=\"(/api/agreements/[^\"]*/ledger\\?[^\"]*)\"");

    private final ApplicationContext context;
    private final ApiClient api;
    private PortalScene scene;

    @Autowired
    PeriodsOfVersionsTest(ApplicationContext context, ApiClient api) {
        this.context = context;
        this.api = api;
        this.scene = new PortalScene(context);
    }

    @BeforeEach
    void another() {
        scene = new PortalScene(context);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "zone: Europe/Berlin, zone: Europe/Berlin",
        "zone: Europe/Berlin, zone: America/New_York",
        "zone: Europe/Berlin, zone: Pacific/Auckland",
        "per: month, per: week"
    })
    void everyLinkToALedgerLeadsToTheLedgerOfItsVerdict(String change, String to) {
        amend(document -> document.replaceFirst(change, to));

        for (JsonNode verdict : verdicts("")) {
            assertThat(follow(verdict.get("ledger"))).isEqualTo(about(verdict));
        }
        JsonNode then = verdicts("?asOf=2026-04-02T10:00:00Z");
        assertThat(then).hasSize(3);
        for (JsonNode verdict : then) {
            assertThat(follow(verdict.get("ledger"))).isEqualTo(about(verdict));
        }
        for (String period : List.of("2026-01", "2026-02", "2026-03", "2026-W08")) {
            JsonNode lines = got("/reports/" + period).get("terms");
            assertThat(lines).as(period).isNotEmpty();
            for (JsonNode line : lines) {
                assertThat(follow(line.get("ledger")))
                        .startsWith(line.get("version").asText())
                        .contains(line.get("from").asText());
            }
        }
    }

    @Test
    void everyLinkOfThePagesAndOfAPreviewLeadsToALedger() {
        amend(document -> document.replace(ZONE, OTHER_ZONE).replace("per: month}", "per: week}"));

        assertThat(links("/agreements/" + scene.agreement))
                .hasSizeGreaterThan(8)
                .allSatisfy(this::answers);
        assertThat(links("/agreements/" + scene.agreement + "/reports/2026-02"))
                .hasSizeGreaterThan(3)
                .allSatisfy(this::answers);
        JsonNode preview = api.answered(
                200,
                "POST",
                scene.nora,
                "/api/agreements/" + scene.agreement + "/previews?periods=3",
                "application/yaml",
                scene.document("").replace("start: \"2026-01-01\"", "start: \"2026-05-01\""));
        List<String> before = preview.findValues("before").stream()
                .flatMap(side -> side.findValuesAsText("ledger").stream())
                .toList();
        assertThat(before).hasSizeGreaterThan(2).allSatisfy(this::answers);
    }

    @Test
    void eachVersionReadsThePeriodThatIsAskedForInItsOwnZone() {
        amend(document -> document.replace(ZONE, OTHER_ZONE));

        assertThat(said(verdicts("?period=2026-01"))).containsExactly("1 2025-12-31T23:00:00Z");
        assertThat(said(verdicts("?period=2026-02")))
                .containsExactly("1 2026-01-31T23:00:00Z", "2 2026-02-15T05:00:00Z");
        assertThat(said(verdicts("?period=2026-03")))
                .as("the first one is taken back for a month in which it was not in force after all")
                .containsExactly("1 2026-02-28T23:00:00Z", "2 2026-03-01T05:00:00Z");
        assertThat(said(verdicts("?period=2026-Q1")))
                .containsExactly(
                        "1 2025-12-31T23:00:00Z",
                        "1 2026-01-31T23:00:00Z",
                        "2 2026-02-15T05:00:00Z",
                        "1 2026-02-28T23:00:00Z",
                        "2 2026-03-01T05:00:00Z");
        assertThat(versions("/terms/portal-up/budget?period=2026-01")).containsExactly("1");
        assertThat(versions("/terms/portal-up/budget?period=2026-02")).containsExactly("1", "2");
        JsonNode chain = got("/terms/portal-up/chain?period=2026-01");
        assertThat(chain.get("version").asInt()).isEqualTo(1);
        assertThat(chain.get("from").asText()).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(api.get(scene.nora, path("/verdicts?period=2026-13")).statusCode())
                .isEqualTo(400);
    }

    /** From 15 February on; before it 99 % a month in Berlin. Each month has a fault. */
    private void amend(UnaryOperator<String> change) {
        String own = "      supportedBy: [{own: PT1H}]";
        VersionRef first = scene.activate(own);
        scene.at("2026-04-02T09:00:00Z");
        for (String day : List.of("2026-01-20", "2026-02-03", "2026-02-20", "2026-03-20")) {
            scene.fault(day + "T00:00:00Z", Duration.ofHours(10));
        }
        scene.judge();
        scene.at("2026-04-03T09:00:00Z");
        scene.keepInForce(first);
        String second = scene.document(own).replace("start: \"2026-01-01\"", "start: \"2026-02-15\"");
        scene.activate(scene.agreement, change.apply(second));
        scene.judge();
    }

    private String path(String rest) {
        return "/api/agreements/" + scene.agreement + rest;
    }

    private JsonNode got(String rest) {
        return api.got(scene.nora, path(rest));
    }

    private JsonNode verdicts(String query) {
        return got("/verdicts" + query);
    }

    private String follow(JsonNode link) {
        return about(api.got(scene.nora, link.asText()).get("verdict"));
    }

    private void answers(String link) {
        assertThat(api.get(scene.nora, link).statusCode()).as(link).isEqualTo(200);
    }

    private static String about(JsonNode verdict) {
        return verdict.get("agreement").asText() + "@" + verdict.get("version").asText() + " "
                + verdict.get("term").asText() + " " + verdict.get("from").asText() + " "
                + verdict.get("to").asText() + " " + verdict.get("judgedAt").asText();
    }

    private static Stream<String> said(JsonNode verdicts) {
        return verdicts.findParents("serial").stream()
                .map(v -> v.get("version").asText() + " " + v.get("from").asText());
    }

    private List<String> versions(String rest) {
        return got(rest).get("budgets").findValuesAsText("version");
    }

    private List<String> links(String page) {
        String html = api.browser(scene.nora).get(page, "Accept", "text/html").body();
        return LEDGER.matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
                .toList();
    }
}
