package io.surety.web;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the application answers to a request that it refuses: in a browser, and to a program. */
@WholeApplicationTest
class WebAnswersTest extends WebScene {

    private static final String YAML_TYPE = "application/yaml";
    private static final String JSON_TYPE = "application/json";

    @Autowired
    private Agreements agreements;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @LocalServerPort
    private int port;

    // ---- each kind of refusal

    @Test
    void anInvalidDocumentIs422WithAllItsDiagnostics() {
        String text = three.text(Content.PLAIN).replace("service: desk\n", "service: desc\n");

        JsonNode problem = problem(draft(text), 422, "document-invalid", "/api/agreements");

        assertThat(problem.path("diagnostics")).anySatisfy(d -> {
            assertThat(d.path("path").asText()).isEqualTo("/spec/terms/0/service");
            assertThat(d.path("code").asText()).isEqualTo("unknown-reference");
        });
    }

    @Test
    void anUnreadableDocumentIs400() {
        problem(draft("kind: [Agreement\n"), 400, "document-malformed", "/api/agreements");
    }

    @Test
    void whatIsNotThereIs404() {
        String path = "/api/agreements/no-" + three.agreement;

        problem(get(path), 404, "not-found", path);
    }

    @Test
    void whatTheStateForbidsIs409() {
        three.draft(agreements, Content.PLAIN);
        String path = "/api/agreements/" + three.agreement + "/approval";

        problem(post(path, JSON_TYPE, BodyPublishers.noBody()), 409, "approval-not-ready", path);
    }

    @Test
    void whatHerRoleForbidsIs403() {
        problem(get("/api/escalations/missed"), 403, "administrators-only", "/api/escalations/missed");
    }

    @Test
    void anotherKindOfDocumentIs415() {
        problem(
                post("/api/agreements", "text/csv", BodyPublishers.ofString("a,b")),
                415,
                "unsupported-media",
                "/api/agreements");
    }

    // ---- JSON

    @Test
    void anUnknownFieldIsNamedWithItsPathAndWhatIsKnown() {
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
    void malformedJsonIsNamedWithLineAndColumn() {
        JsonNode problem =
                problem(json("/api/absences", "{\n  \"substitute\": oops\n}"), 400, "malformed", "/api/absences");

        assertThat(problem.path("detail").asText()).matches("the body is no JSON at line 2, column \\d+");
    }

    @Test
    void aValueOfTheWrongFormIsNamedWithItsPath() {
        JsonNode problem =
                problem(json("/api/absences", "{\"start\": \"yesterday\"}"), 400, "malformed", "/api/absences");

        assertThat(problem.path("diagnostics").path(0).path("path").asText()).isEqualTo("/start");
        assertThat(problem.path("detail").asText()).contains("line 1, column");
    }

    @Test
    void aDateThatDoesNotExistIsRefused() {
        problem(json("/api/absences", "{\"start\": \"2026-02-30T00:00:00Z\"}"), 400, "malformed", "/api/absences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{} {}", "\"text\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        problem(json("/api/absences", body), 400, "malformed", "/api/absences");
    }

    @Test
    void aMissingFieldIs422WithItsPath() {
        JsonNode problem = problem(json("/api/absences", "{}"), 422, "invalid", "/api/absences");

        assertThat(problem.path("diagnostics"))
                .extracting(d -> d.path("path").asText())
                .contains("/substitute", "/start", "/end", "/reason");
    }

    /** PostgreSQL stores no NUL, and no half of a surrogate pair is a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800"})
    void whatIsNoCharacterIsRefusedInFieldsAndDocuments(String escaped) {
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
    void aMethodThatIsNotAllowedIs405AndSaysWhichAre() {
        HttpResponse<String> answer = api.send("PATCH", three.manager, "/api/absences", "{}");

        problem(answer, 405, "method-not-allowed", "/api/absences");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET").contains("POST"));
    }

    @Test
    void aMediaTypeThatIsNotTakenIs415() {
        problem(
                post("/api/absences", "text/plain", BodyPublishers.ofString("hello")),
                415,
                "unsupported-media",
                "/api/absences");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/api/absences/a/b/c", "/error"})
    void aPathThatLeadsNowhereIs404(String path) {
        problem(get(path), 404, "not-found", path);
    }

    @Test
    void anIdOfTheWrongFormIsRefused() {
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
    void aTwistedAddressIsRefusedAsTheCallersMistake(String path) {
        assertRefused(get(path));
    }

    // ---- query

    @ParameterizedTest
    @CsvSource({
        "?period=2026-02&asof=2026-02-03T00:00:00Z,unknown-parameter,asof,did you mean asOf? parameters here are: asOf",
        "?perod=2026-02,unknown-parameter,perod,did you mean period? parameters here are: asOf",
        "?asOf=2026-02-03T00:00:00Z&asOf=2026-03-03T00:00:00Z,duplicate-parameter,asOf,it is given 2 times",
        "?asOf=,empty-parameter,asOf,it has no value",
        "?asOf,empty-parameter,asOf,it has no value"
    })
    void aQueryThatWouldNotBeHeededIsRefusedBeforeAnythingIsLookedFor(
            String query, String code, String name, String message) {
        String path = "/api/agreements/no-" + three.agreement + "/verdicts";

        JsonNode problem = problem(get(path + query), 400, code, path);

        assertThat(problem.path("diagnostics")).singleElement().satisfies(d -> {
            assertThat(d.path("path").asText()).isEqualTo(name);
            assertThat(d.path("code").asText()).isEqualTo(code);
            assertThat(d.path("message").asText()).startsWith(message);
        });
        assertThat(problem.path("detail").asText()).contains(name, message);
    }

    /** Sent by hand, since Java's own client knows no such address. */
    @ParameterizedTest
    @ValueSource(strings = {"?asOf=%zz", "?asOf=2026%4", "?period=%ff"})
    void aQueryThatCannotBeReadIsRefusedAndNotLeftOut(String query) throws IOException {
        String request = "GET /api/agreements/no-%s/verdicts%s HTTP/1.1\r\n".formatted(three.agreement, query)
                + "Host: localhost\r\nConnection: close\r\nAuthorization: "
                + basic(three.manager.value(), Browser.PASSWORD) + "\r\n\r\n";
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("urn:surety:problem:malformed", "the query has what is no text in UTF-8");
        }
    }

    @Test
    void nothingIsStoredByARequestWithAnUnknownParameter() {
        String path = "/api/agreements";

        problem(
                post(path + "?dryRun=true", YAML_TYPE, BodyPublishers.ofString(three.text(Content.PLAIN))),
                400,
                "unknown-parameter",
                path);

        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    @Test
    void aStrangerLearnsNothingOfParameters() {
        HttpResponse<String> answer = api.send("GET", "", "/api/clocks?atrisk=today", BodyPublishers.noBody());

        problem(answer, 401, "login-needed", "/api/clocks");
        assertThat(answer.body()).doesNotContain("atRisk");
    }

    /** Else a parameter would be described and refused, or heeded and not described. */
    @Test
    void eachOperationTakesThoseParametersThatItIsDescribedWith() {
        JsonNode described = ApiClient.tree(get("/v3/api-docs")).path("paths");
        var operations = new TreeMap<String, Set<String>>();
        handlers.getHandlerMethods().forEach((mapping, method) -> mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path -> mapping.getMethodsCondition().getMethods().forEach(verb -> {
                    Set<String> names = DeclaredParameter.of(method).keySet();
                    operations.put(verb + " " + path, names);
                    JsonNode operation = described.path(path).path(verb.name().toLowerCase(Locale.ROOT));
                    assertThat(operation.isObject()).as(path).isTrue();
                    assertThat(operation.path("parameters"))
                            .filteredOn(p -> p.path("in").asText().equals("query"))
                            .extracting(p -> p.path("name").asText())
                            .as(verb + " " + path)
                            .containsExactlyInAnyOrderElementsOf(names);
                })));

        assertThat(operations)
                .hasSizeGreaterThan(60)
                .containsEntry("POST /api/work-items/imports", Set.of("attribute", "mapping", "source", "tellPeople"));
    }

    // ---- size

    @Test
    void aBodyOverOneMegabyteIs413WhenItSaysItsLength() {
        String text = tooLong();

        problem(draft(text), 413, "too-large", "/api/agreements");

        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    @Test
    void aBodyOverOneMegabyteIs413WhenItComesInPieces() {
        byte[] text = tooLong().getBytes(StandardCharsets.UTF_8);

        problem(
                post("/api/agreements", YAML_TYPE, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text))),
                413,
                "too-large",
                "/api/agreements");

        assertThat(agreements.newest(three.agreement)).isEmpty();
    }

    @Test
    void aJsonBodyOverOneMegabyteIs413WhenItComesInPieces() {
        byte[] text = ("{\"reason\": \"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        problem(
                post("/api/absences", JSON_TYPE, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text))),
                413,
                "too-large",
                "/api/absences");
    }

    @Test
    void aBodyOfAlmostOneMegabyteIsRead() {
        String text = three.text(Content.PLAIN);
        String padded = text + "#" + "x".repeat(1024 * 1024 - text.length() - 2) + "\n";

        assertThat(draft(padded).statusCode()).isEqualTo(201);
    }

    private String tooLong() {
        return three.text(Content.PLAIN) + "# " + "x".repeat(1_100_000) + "\n";
    }

    private HttpResponse<String> draft(String text) {
        return post("/api/agreements", YAML_TYPE, BodyPublishers.ofString(text));
    }

    private HttpResponse<String> json(String path, String body) {
        return post(path, JSON_TYPE, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String path, String type, BodyPublisher body) {
        return api.send("POST", basic(three.manager.value(), Browser.PASSWORD), path, body, "Content-Type", type);
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String type, String instance) {
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
    private static JsonNode assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertQuiet(answer.body());
        JsonNode problem = ApiClient.tree(answer);
        assertThat(problem.path("type").asText()).startsWith("urn:surety:problem:");
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }
}
