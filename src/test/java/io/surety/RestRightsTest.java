package io.surety;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Each endpoint that takes an id, as the live OpenAPI document lists them, asked by those whom the id does not concern:
 * the answer is the same as for an id that does not exist. A new endpoint that this test does not know makes it fail.
 */
@WholeApplicationTest
class RestRightsTest extends ForeignThings {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String HEAD = "\"head\": \"" + "0".repeat(64) + "\"";
    private static final String REASON = "{\"reason\": \"for a good reason\"}";
    private static final String COMMENT = "{\"comment\": \"for a good reason\"}";
    private static final String REVISION = "{\"revision\": 0}";

    /** What is sent to the endpoints that want a body; it must be one that they would take. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/agreements/{id}/offers", "{\"expiresAt\": \"2026-03-20T00:00:00Z\"}"),
            Map.entry("POST /api/agreements/{id}/offers/{offer}/acceptance", "{" + HEAD + "}"),
            Map.entry("POST /api/agreements/{id}/offers/{offer}/withdrawal", "{" + HEAD + "}"),
            Map.entry("POST /api/agreements/{id}/offers/{offer}/rejection", "{" + HEAD + ", \"reason\": \"too dear\"}"),
            Map.entry("POST /api/agreements/{id}/consents", "{" + HEAD + ", \"thirdParty\": \"cloudco\"}"),
            Map.entry("POST /api/agreements/{id}/amendments", "kind: Agreement"),
            Map.entry("POST /api/agreements/{id}/previews", "kind: Agreement"),
            Map.entry("POST /api/agreements/{id}/suspension", REASON),
            Map.entry("POST /api/agreements/{id}/resumption", REASON),
            Map.entry("POST /api/agreements/{id}/cancellation", REASON),
            Map.entry("POST /api/agreements/{id}/termination", "{\"date\": \"2026-12-01\", \"reason\": \"we move\"}"),
            Map.entry("POST /api/agreements/{id}/reviews", "{\"reason\": \"a merger\"}"),
            Map.entry("POST /api/agreements/{id}/verdicts/{verdict}/confirmation", "{\"serial\": 1}"),
            Map.entry("POST /api/confirmation-requests/{id}/refusal", REASON),
            Map.entry("POST /api/third-party-claims/{id}/raising", COMMENT),
            Map.entry("POST /api/third-party-claims/{id}/waiver", COMMENT),
            Map.entry("POST /api/data-requests/{id}/unobtainable", COMMENT),
            Map.entry("POST /api/escalations/{id}/acknowledgement", "{\"note\": \"mine\"}"),
            Map.entry("POST /api/escalations/{id}/resolution", "{\"note\": \"done\"}"),
            Map.entry("POST /api/outages/{source}/{id}/end", "{}"),
            Map.entry(
                    "POST /api/outages/{source}/{id}/cause",
                    "{\"revision\": 0, \"cause\": \"customer\", \"evidence\": \"a photo\"}"),
            Map.entry("POST /api/outages/{source}/{id}/confirmation", REVISION),
            Map.entry("POST /api/maintenance-windows/{source}/{id}/confirmation", REVISION),
            Map.entry(
                    "POST /api/third-parties/{id}/evidence",
                    "{\"kind\": \"SECURITY\", \"reference\": \"ISO 27001\", \"issuedOn\": \"2026-01-01\","
                            + " \"expiresOn\": \"2027-01-01\"}"),
            Map.entry(
                    "POST /api/agreements/{id}/objections",
                    "{\"about\": \"verdict\", \"id\": \"%s\", \"reason\": \"it was measured badly\"}"
                            .formatted(UUID.randomUUID())),
            Map.entry(
                    "POST /api/objections/{id}/answer",
                    "{\"position\": \"contest\", \"comment\": \"for a good reason\"}"),
            Map.entry("POST /api/objections/{id}/consideration", "{\"decision\": \"accept\"}"),
            Map.entry(
                    "POST /api/objections/{id}/ruling",
                    "{\"outcome\": \"stands\", \"comment\": \"for a good reason\"}"),
            Map.entry("POST /api/objections/{id}/correction", "{\"source\": \"tickets\", \"record\": \"r1\"}"),
            Map.entry("POST /api/calendars/{id}/imports", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"),
            Map.entry("POST /api/people/{id}/work-calendars", "{\"calendar\": \"office\"}"),
            Map.entry("POST /api/templates/{name}/agreements", "{\"name\": \"x\", \"values\": {}}"));

    /** What is needed after the path. */
    private static final Map<String, String> QUERIES = Map.of(
            "GET /api/agreements/{id}/terms/{term}/ledger", "?period=2026-02",
            "GET /api/agreements/{id}/terms/{term}/chain", "?period=2026-02",
            "GET /api/calendars/{id}/lint", "?year=2026");

    /** Whoever puts something under a name of her own choice learns that it is taken; nothing else. */
    private static final Set<String> NAMES_OF_ONES_OWN =
            Set.of("PUT /api/sources/{id}", "PUT /api/work-items/mappings/{name}");

    @Test
    void whatConcernsOthersIsNotThere() throws Exception {
        Map<String, String> foreign = foreignThings();
        List<String> endpoints = endpointsWithIds();
        assertThat(endpoints).hasSizeGreaterThan(40);
        Map<String, String> callers = callers();
        SoftAssertions softly = new SoftAssertions();
        for (String endpoint : endpoints) {
            if (!NAMES_OF_ONES_OWN.contains(endpoint)) {
                callers.forEach((who, login) -> check(softly, endpoint, who, login, foreign));
            }
        }
        softly.assertAll();
    }

    @Test
    void takingTheNameOfAForeignSourceTellsNothingOfIt() throws Exception {
        Map<String, String> foreign = measured();
        String body = "{\"owner\": \"" + other.provider + "\"}";
        HttpResponse<String> taken = send(
                "PUT", "/api/sources/" + foreign.get("sources"), body, basic(other.manager.value(), Browser.PASSWORD));
        assertThat(taken.statusCode()).as(taken.body()).isBetween(400, 499);
        assertThat(taken.body()).doesNotContain(own.provider.value());
    }

    /** The methods and paths of the live document that have a variable in the path. */
    private List<String> endpointsWithIds() throws IOException {
        JsonNode paths = api.got(own.manager, "/v3/api-docs").path("paths");
        List<String> endpoints = new ArrayList<>();
        paths.fields().forEachRemaining(path -> {
            if (path.getKey().startsWith("/api/") && path.getKey().contains("{")) {
                path.getValue().fieldNames().forEachRemaining(method -> {
                    String endpoint = method.toUpperCase(Locale.ROOT) + " " + normal(path.getKey());
                    endpoints.add(endpoint);
                    boolean wantsBody = path.getValue().path(method).has("requestBody");
                    if (wantsBody && !NAMES_OF_ONES_OWN.contains(endpoint)) {
                        assertThat(BODIES).as("a body for a new endpoint").containsKey(endpoint);
                    }
                });
            }
        });
        return endpoints;
    }

    /** An agreement has one name for its id. */
    private static String normal(String path) {
        return path.replace("/agreements/{agreement}", "/agreements/{id}");
    }

    private Map<String, String> callers() throws IOException {
        PersonId customer = new PersonId("cara-" + other.agreement);
        other.person(customer, other.customer, Role.CUSTOMER_REPRESENTATIVE);
        String source = "mine-" + other.agreement;
        created("PUT", "/api/sources/" + source, "{\"owner\": \"" + other.provider + "\"}", other.manager);
        String secret = created("POST", "/api/source-tokens", "{\"source\": \"" + source + "\"}", other.manager)
                .path("secret")
                .asText();
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("provider", basic(other.manager.value(), Browser.PASSWORD));
        callers.put("customer", basic(customer.value(), Browser.PASSWORD));
        callers.put("third party", basic(other.contact.value(), Browser.PASSWORD));
        callers.put("machine", "Bearer " + secret);
        callers.put("anonymous", "");
        return callers;
    }

    private void check(SoftAssertions softly, String endpoint, String who, String login, Map<String, String> foreign) {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        String thing = path.split("/")[2];
        if (thing.equals("work-items") && path.contains("mappings")) {
            thing = "mappings";
        }
        assertThat(foreign).as("a new kind of thing: %s", endpoint).containsKey(thing);
        String there = Objects.requireNonNull(foreign.get(thing));
        String absent = absent(there);
        String body = BODIES.getOrDefault(endpoint, "");
        String query = QUERIES.getOrDefault(endpoint, "");
        HttpResponse<String> one = send(method, filled(path, there) + query, body, login);
        HttpResponse<String> none = send(method, filled(path, absent) + query, body, login);

        // a machine delivers, and is told so wherever nothing is delivered
        List<Integer> expected =
                switch (who) {
                    case "anonymous" -> List.of(401);
                    case "machine" -> List.of(403, 404);
                    default -> List.of(404);
                };
        softly.assertThat(one.statusCode())
                .as("%s, asked by a %s: %s", endpoint, who, one.body())
                .isIn(expected);
        softly.assertThat(one.body().replace(there, "ID"))
                .as("%s, asked by a %s", endpoint, who)
                .isEqualTo(none.body().replace(absent, "ID"));
    }

    private static String absent(String there) {
        return there.matches("[0-9a-f]{8}-.*")
                ? UUID.randomUUID().toString()
                : "no-" + UUID.randomUUID().toString().substring(0, there.length() - 3);
    }

    /** The first variable is what is looked for; what stands below it exists where the thing itself does. */
    private String filled(String path, String id) {
        Matcher variable = VARIABLE.matcher(path);
        StringBuilder filled = new StringBuilder();
        boolean first = true;
        while (variable.find()) {
            String value = first
                    ? id
                    : switch (variable.group(1)) {
                        case "number" -> "1";
                        case "term" -> "respond";
                        case "period" -> "2026-02";
                        case "key" -> "INC1";
                        case "id" -> path.contains("maintenance") ? "w1" : "r1";
                        case "offer", "before", "after" -> offer;
                        case "verdict" -> verdict.toString();
                        default -> throw new AssertionError("a new variable in " + path);
                    };
            variable.appendReplacement(filled, value);
            first = false;
        }
        return variable.appendTail(filled).toString();
    }
}
