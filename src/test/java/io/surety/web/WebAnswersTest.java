package io.surety.web;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the application answers to a request that it refuses: in a browser, and to a program. */
@WholeApplicationTest
class WebAnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YAML_TYPE = "application/yaml";
    private static final String JSON_TYPE = "application/json";

    @LocalServerPort
    private int port;

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private MovedTimeSource time;

    private final HttpClient client = HttpClient.newHttpClient();
    private ThreeParties three;

    @BeforeEach
    void parties() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
    }

    // ---- each kind of refusal

    @Test
    void anInvalidDocumentIs422WithAllItsDiagnostics() throws Exception {
        String text = three.text(Content.PLAIN).replace("service: desk\n", "service: desc\n");

        JsonNode problem = problem(draft(text), 422, "document-invalid", "/api/agreements");

        assertThat(problem.path("diagnostics")).anySatisfy(d -> {
            assertThat(d.path("path").asText()).isEqualTo("/spec/terms/0/service");
            assertThat(d.path("code").asText()).isEqualTo("unknown-reference");
        });
    }

    @Test
    void anUnreadableDocumentIs400() throws Exception {
        problem(draft("kind: [Agreement\n"), 400, "document-malformed", "/api/agreements");
    }

    @Test
    void whatIsNotThereIs404() throws Exception {
        String path = "/api/agreements/no-" + three.agreement;

        problem(get(path), 404, "not-found", path);
    }

    @Test
    void whatTheStateForbidsIs409() throws Exception {
        three.draft(agreements, Content.PLAIN);
        String path = "/api/agreements/" + three.agreement + "/approval";

        problem(post(path, JSON_TYPE, BodyPublishers.noBody()), 409, "approval-not-ready", path);
    }

    @Test
    void whatHerRoleForbidsIs403() throws Exception {
        problem(get("/api/escalations/missed"), 403, "administrators-only", "/api/escalations/missed");
    }

    @Test
    void anotherKindOfDocumentIs415() throws Exception {
        problem(
                post("/api/agreements", "text/csv", BodyPublishers.ofString("a,b")),
                415,
                "unsupported-media",
                "/api/agreements");
    }

    // ---- JSON

    @Test
    void anUnknownFieldIsNamedWithItsPathAndWhatIsKnown() throws Exception {
        JsonNode problem = problem(
                json("/api/absences", "{\"substitute\": \"x\", \"colour\": \"red\"}"),
                400,
                "unknown-field",
                "/api/absences");

        assertThat(problem.path("diagnostics")).singleElement().satisfies(d -> {
            assertThat(d.path("path").asText()).isEqualTo("/colour");
            assertThat(d.path("code").asText()).isEqualTo("unknown-field");
            assertThat(d.path("message").asText()).contains("end, reason, start, substitute");
        });
    }

    @Test
    void malformedJsonIsNamedWithLineAndColumn() throws Exception {
        JsonNode problem =
                problem(json("/api/absences", "{\n  \"substitute\": oops\n}"), 400, "malformed", "/api/absences");

        assertThat(problem.path("detail").asText()).matches("the body is no JSON at line 2, column \\d+");
    }

    @Test
    void aValueOfTheWrongFormIsNamedWithItsPath() throws Exception {
        JsonNode problem =
                problem(json("/api/absences", "{\"start\": \"yesterday\"}"), 400, "malformed", "/api/absences");

        assertThat(problem.path("diagnostics").path(0).path("path").asText()).isEqualTo("/start");
        assertThat(problem.path("detail").asText()).contains("line 1, column");
    }

    @Test
    void aDateThatDoesNotExistIsRefused() throws Exception {
        problem(json("/api/absences", "{\"start\": \"2026-02-30T00:00:00Z\"}"), 400, "malformed", "/api/absences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{} {}", "\"text\""})
    void aBodyThatIsNoObjectIsRefused(String body) throws Exception {
        problem(json("/api/absences", body), 400, "malformed", "/api/absences");
    }

    @Test
    void aMissingFieldIs422WithItsPath() throws Exception {
        JsonNode problem = problem(json("/api/absences", "{}"), 422, "invalid", "/api/absences");

        assertThat(problem.path("diagnostics"))
                .extracting(d -> d.path("path").asText())
                .contains("/substitute", "/start", "/end", "/reason");
    }

    /** PostgreSQL stores no NUL, and no half of a surrogate pair is a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800"})
    void whatIsNoCharacterIsRefusedInFieldsAndDocuments(String escaped) throws Exception {
        String absence =
                """
                {"substitute": "%s", "start": "2026-04-01T00:00:00Z", "end": "2026-04-02T00:00:00Z", "reason": "a%sb"}
                """
                        .formatted(three.manager, escaped);
        assertRefused(json("/api/absences", absence));

        String document = three.text(Content.PLAIN).replace("one place for faults", "\"one %s\"".formatted(escaped));
        assertRefused(draft(document));
        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    // ---- method, media type, path

    @Test
    void aMethodThatIsNotAllowedIs405AndSaysWhichAre() throws Exception {
        HttpResponse<String> answer =
                send("/api/absences", request -> request.method("PATCH", BodyPublishers.ofString("{}")));

        problem(answer, 405, "method-not-allowed", "/api/absences");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET").contains("POST"));
    }

    @Test
    void aMediaTypeThatIsNotTakenIs415() throws Exception {
        problem(
                post("/api/absences", "text/plain", BodyPublishers.ofString("hello")),
                415,
                "unsupported-media",
                "/api/absences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/api/absences/a/b/c", "/error"})
    void aPathThatLeadsNowhereIs404(String path) throws Exception {
        problem(get(path), 404, "not-found", path);
    }

    @Test
    void anIdOfTheWrongFormIsRefused() throws Exception {
        problem(get("/api/reviews/not-an-id"), 400, "malformed", "/api/reviews/not-an-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/agreements/%00",
                "/api/agreements/a;b=c",
                "/api//agreements",
                "/api/agreements/%2e%2e/x",
                "/api/agreements/a%2fb",
                "/api/clocks?limit=many",
                "/api/clocks?atRisk=%00",
                "/api/clocks?atRisk=%ff",
                "/api/escalations?state=%00",
                "/api/sources/x%0ay",
                "/api/work-items/%ff/%fe/clocks"
            })
    void aTwistedAddressIsRefusedAsTheCallersMistake(String path) throws Exception {
        assertRefused(get(path));
    }

    // ---- size

    @Test
    void aBodyOverOneMegabyteIs413WhenItSaysItsLength() throws Exception {
        String text = tooLong();

        problem(draft(text), 413, "too-large", "/api/agreements");

        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    @Test
    void aBodyOverOneMegabyteIs413WhenItComesInPieces() throws Exception {
        byte[] text = tooLong().getBytes(StandardCharsets.UTF_8);

        problem(
                post("/api/agreements", YAML_TYPE, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text))),
                413,
                "too-large",
                "/api/agreements");

        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    @Test
    void aJsonBodyOverOneMegabyteIs413WhenItComesInPieces() throws Exception {
        byte[] text = ("{\"reason\": \"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        problem(
                post("/api/absences", JSON_TYPE, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text))),
                413,
                "too-large",
                "/api/absences");
    }

    @Test
    void aBodyOfAlmostOneMegabyteIsRead() throws Exception {
        String text = three.text(Content.PLAIN);
        String padded = text + "#" + "x".repeat(1024 * 1024 - text.length() - 2) + "\n";

        assertThat(draft(padded).statusCode()).isEqualTo(201);
    }

    private String tooLong() {
        return three.text(Content.PLAIN) + "# " + "x".repeat(1_100_000) + "\n";
    }

    // ---- pages

    @ParameterizedTest
    @CsvSource({"en,Log in,Password", "de,Anmelden,Passwort", "'de-AT,de;q=0.9',Anmelden,Passwort", "fr,Log in,Password"
    })
    void theLoginPageSpeaksHerLanguage(String language, String title, String password) {
        HttpResponse<String> page = new Browser(port).get("/login", "Accept", "text/html", "Accept-Language", language);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>" + title + "</h1>", password, "lang=\"" + title(language) + "\"")
                .doesNotContain("??");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    private static String title(String language) {
        return language.startsWith("de") ? "de" : "en";
    }

    @ParameterizedTest
    @CsvSource({"en,What you can do here,Log out", "de,Was Sie hier tun können,Abmelden"})
    void theHomePageSpeaksHerLanguageAndShowsWhatIsForHer(String language, String title, String logout) {
        HttpResponse<String> page = page(loggedIn(), "/", language);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        title, logout, three.manager.value(), "href=\"/agreements\"", "href=\"/camunda/app/tasklist/\"")
                .doesNotContain("??", "href=\"/camunda/app/cockpit/\"");
    }

    @ParameterizedTest
    @CsvSource({"en,There is nothing here,Back to the start", "de,Hier ist nichts,Zurück zum Anfang"})
    void aPageThatIsNotThereSaysSoInHerLanguage(String language, String title, String home) {
        Browser browser = loggedIn();
        for (String path : new String[] {"/nowhere", "/agreements/no-" + three.agreement, "/error"}) {
            HttpResponse<String> page = page(browser, path, language);

            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).as(path).contains("<h1>" + title + "</h1>", home, three.manager.value());
            assertQuiet(page.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"en,This is refused to you", "de,Das ist Ihnen nicht gestattet"})
    void aPageThatIsRefusedToHerSaysSoInHerLanguage(String language, String title) {
        HttpResponse<String> page = page(loggedIn(), "/camunda/app/cockpit/default/", language);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("<h1>" + title + "</h1>");
        assertQuiet(page.body());
    }

    private Browser loggedIn() {
        Browser browser = new Browser(port);
        browser.login(three.manager.value(), "surety");
        return browser;
    }

    private static HttpResponse<String> page(Browser browser, String path, String language) {
        return browser.get(path, "Accept", "text/html,application/xhtml+xml", "Accept-Language", language);
    }

    // ---- talking to it

    private HttpResponse<String> get(String path) throws Exception {
        return send(path, HttpRequest.Builder::GET);
    }

    private HttpResponse<String> draft(String text) throws Exception {
        return post("/api/agreements", YAML_TYPE, BodyPublishers.ofString(text));
    }

    private HttpResponse<String> json(String path, String body) throws Exception {
        return post(path, JSON_TYPE, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        return send(path, request -> request.header("Content-Type", type).POST(body));
    }

    private interface Making {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private HttpResponse<String> send(String path, Making making) throws Exception {
        HttpRequest request = making.of(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", login(three.manager)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String login(PersonId person) {
        return basic(person.value(), "surety");
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String type, String instance)
            throws IOException {
        JsonNode problem = assertRefused(answer);
        assertThat(Map.of(
                        "status", answer.statusCode(),
                        "type", problem.path("type").asText(),
                        "instance", problem.path("instance").asText()))
                .as(answer.body())
                .isEqualTo(Map.of("status", status, "type", "urn:surety:problem:" + type, "instance", instance));
        return problem;
    }

    /** A problem detail that blames the caller and shows no inside. */
    private static JsonNode assertRefused(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertQuiet(answer.body());
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).startsWith("urn:surety:problem:");
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }

    private static void assertQuiet(String body) {
        assertThat(body)
                .doesNotContain(
                        "Exception", "\tat ", "io.surety", "org.springframework", "org.postgresql", "java.lang");
    }
}
