package io.surety;

import static io.surety.testing.Browser.basic;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.StartReview;
import io.surety.shared.Interval;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Each endpoint that takes an id, as the live OpenAPI document lists them, asked by those whom the id does not concern:
 * the answer is the same as for an id that does not exist. A new endpoint that this test does not know makes it fail.
 */
@WholeApplicationTest
class RestRightsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
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

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private Negotiate negotiate;

    @Autowired
    private StartReview reviews;

    @Autowired
    private AbsencePlan absences;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovedTimeSource time;

    @LocalServerPort
    private int port;

    private ThreeParties own;
    private ThreeParties other;

    @BeforeEach
    void twoWorlds() {
        time.moveTo(MovedTimeSource.START);
        own = new ThreeParties(register, read);
        other = new ThreeParties(register, read);
    }

    /** What was written past the rooms is taken away again: other tests judge what is stored. */
    @AfterEach
    void forget() {
        for (String table : List.of(
                "evaluation.third_party_claims",
                "evaluation.credits",
                "evaluation.verdicts",
                "evaluation.clocks",
                "evaluation.data_requests",
                "objection.objections",
                "escalation.escalations")) {
            jdbc.sql("delete from " + table + " where agreement = :agreement")
                    .param("agreement", own.agreement)
                    .update();
        }
        for (String table : List.of("evaluation.items", "evaluation.cause_requests")) {
            jdbc.sql("delete from " + table + " where source = :source")
                    .param("source", "tickets-" + own.agreement)
                    .update();
        }
    }

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
        HttpResponse<String> taken =
                send("PUT", "/api/sources/" + foreign.get("sources"), body, basic(other.manager.value(), "surety"));
        assertThat(taken.statusCode()).as(taken.body()).isBetween(400, 499);
        assertThat(taken.body()).doesNotContain(own.provider.value());
    }

    /** The methods and paths of the live document that have a variable in the path. */
    private List<String> endpointsWithIds() throws IOException {
        JsonNode paths = JSON.readTree(send("GET", "/v3/api-docs", "", basic(own.manager.value(), "surety"))
                        .body())
                .path("paths");
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
        callers.put("provider", basic(other.manager.value(), "surety"));
        callers.put("customer", basic(customer.value(), "surety"));
        callers.put("third party", basic(other.contact.value(), "surety"));
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

    private String offer = "";
    private final UUID verdict = UUID.randomUUID();

    /** One of each kind of thing in the own world, by the first part of its path. */
    private Map<String, String> foreignThings() throws IOException {
        VersionRef ref = own.draft(agreements, Content.PLAIN.thirdParty().validity("2026-01-01", "2027-01-01"))
                .ref();
        offer = negotiate
                .offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(own.manager))
                .id()
                .toString();
        for (VersionState next :
                List.of(VersionState.AGREED, VersionState.IN_APPROVAL, VersionState.APPROVED, VersionState.ACTIVE)) {
            agreements.move(ref, next, own.manager, "test");
        }
        Map<String, String> things = new TreeMap<>(measured());
        things.put("agreements", own.agreement);
        things.put(
                "reviews",
                reviews.extra(own.agreement, "a merger", "m-" + own.agreement, own.manager)
                        .id()
                        .toString());
        things.put("absences", absence());
        things.put("people", own.manager.value());
        things.put("templates", template());
        things.put("calendars", calendar());
        things.put("mappings", mapping());
        things.put("third-parties", own.thirdParty.value());
        things.putAll(judged());
        admission(ref);
        return things;
    }

    private String absence() {
        UUID id = UUID.randomUUID();
        PersonId colleague = new PersonId("colleague-" + own.agreement);
        own.person(colleague, own.provider, Role.SERVICE_LEVEL_MANAGER);
        Interval week = new Interval(time.now(), time.now().plus(Duration.ofDays(7)));
        absences.enter(new Absence(id, own.manager, colleague, week, "holiday"), time.now());
        return id.toString();
    }

    private String mapping() {
        String name = "mapping-" + own.agreement;
        run(
                """
                insert into measurement.mappings (owner, name, body, stored_by, stored_at)
                values (:provider, :name, 'key: number', 'test', :at)""",
                Map.of("name", name));
        return name;
    }

    private String template() throws IOException {
        String name = "template-" + own.agreement;
        try (var in = RestRightsTest.class.getResourceAsStream("/agreements/desk-template.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("name: [a-z-]+", "name: " + name);
            HttpResponse<String> kept = new Browser(port)
                    .post(
                            "/api/templates",
                            text,
                            "Content-Type",
                            "application/yaml",
                            "Authorization",
                            basic(own.manager.value(), "surety"));
            assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        }
        return name;
    }

    private String calendar() throws IOException {
        String name = "calendar-" + own.agreement;
        created(
                "POST",
                "/api/calendars",
                ("{\"apiVersion\": \"surety/v1\", \"kind\": \"Calendar\", \"metadata\": {\"name\": \"%s\","
                                + " \"title\": \"Office hours\"}, \"spec\": {\"organisation\": \"%s\","
                                + " \"validity\": {\"from\": \"2026-01-01\", \"to\": \"2027-01-01\"},"
                                + " \"zone\": \"Europe/Berlin\","
                                + " \"windows\": [{\"days\": [\"MO\"], \"from\": \"08:00\", \"to\": \"12:00\"}]}}")
                        .formatted(name, own.provider),
                own.manager);
        return name;
    }

    private Map<String, String> measured() throws IOException {
        String source = "tickets-" + own.agreement;
        created("PUT", "/api/sources/" + source, "{\"owner\": \"" + own.provider + "\"}", own.manager);
        created(
                "POST",
                "/api/outages",
                "{\"source\": \"%s\", \"id\": \"r1\", \"service\": \"desk\", \"from\": \"2026-03-01T10:00:00Z\"}"
                        .formatted(source),
                own.manager);
        created(
                "POST",
                "/api/maintenance-windows",
                ("{\"source\": \"%s\", \"id\": \"w1\", \"service\": \"desk\", \"from\": \"2026-03-11T10:00:00Z\","
                                + " \"to\": \"2026-03-11T11:00:00Z\"}")
                        .formatted(source),
                own.manager);
        JsonNode token = created("POST", "/api/source-tokens", "{\"source\": \"" + source + "\"}", own.manager);
        return Map.of(
                "sources", source,
                "work-items", source,
                "outages", source,
                "maintenance-windows", source,
                "source-tokens", token.path("token").path("id").asText());
    }

    /** What only months of measurements bring about, written as it would be stored. */
    private Map<String, String> judged() {
        String source = "tickets-" + own.agreement;
        UUID clock = UUID.randomUUID();
        run(
                """
                insert into evaluation.items (source, item_key) values (:source, 'INC1') on conflict do nothing""",
                Map.of("source", source));
        run(
                """
                insert into evaluation.clocks (id, source, item_key, agreement, version, term, target, service, obligated,
                    state, started_at, matched_at, uncertain, born_late, elapsed_millis, target_millis, diagnostics, lost)
                values (:id, :source, 'INC1', :agreement, 1, 'respond', 'all', 'desk', :provider, 'RUNNING', :at, :at,
                    false, false, 0, 0, '[]', '[]')""",
                Map.of("id", clock, "source", source));
        run(
                "insert into evaluation.ledgers (key, content) values (:key, convert_to(:ledger, 'UTF8'))",
                Map.of("key", "00" + verdict, "ledger", "{\"form\":\"account\",\"inputs\":\"0\",\"entries\":[]}"));
        run(
                """
                insert into evaluation.verdicts (id, agreement, version, term, target, period_from, period_to, part_from,
                    part_to, state, value, count, ledger, document_hash, tzdata, code_version, judged_at, final_due_at,
                    serial)
                values (:id, :agreement, 1, 'respond', '', :at, :later, :at, :later, 'FINAL', 'VIOLATED', 1, :ledger,
                    '', '', '', :later, :later, 1)""",
                Map.of("id", verdict, "ledger", "00" + verdict));
        UUID credit = UUID.randomUUID();
        run(
                """
                insert into evaluation.credits (id, verdict, agreement, version, term, target, period_from, period_to,
                    currency, amount, working, state, proposed_at, changed_at)
                values (:id, :verdict, :agreement, 1, 'respond', '', :at, :later, 'EUR', 10, '[]', 'CLAIMABLE', :at, :at)
                """,
                Map.of("id", credit, "verdict", verdict));
        UUID claim = UUID.randomUUID();
        run(
                """
                insert into evaluation.third_party_claims (id, verdict, agreement, version, term, target, period_from,
                    period_to, claimant, third_party, contract, supports, evidence, millis, state, opened_at)
                values (:id, :verdict, :agreement, 1, 'respond', '', :at, :later, :provider, :third, 'uc', '[]', '[]', 1,
                    'OPEN', :at)""",
                Map.of("id", claim, "verdict", verdict));
        Map<String, String> more = asked(source);
        more.put("clocks", clock.toString());
        more.put("credits", credit.toString());
        more.put("third-party-claims", claim.toString());
        return more;
    }

    private Map<String, String> asked(String source) {
        UUID request = UUID.randomUUID();
        run(
                """
                insert into evaluation.data_requests (id, agreement, version, term, period_from, period_to, source,
                    organisation, role, reason, state, asked_at, due_at)
                values (:id, :agreement, 1, 'respond', :at, :later, :source, :provider, 'service-level-manager',
                    'NO_DATA', 'OPEN', :at, :later)""",
                Map.of("id", request, "source", source));
        UUID cause = UUID.randomUUID();
        run(
                """
                insert into evaluation.cause_requests (id, source, record, revision, organisation, role, touches, state,
                    asked_at, due_at)
                values (:id, :source, 'r1', 0, :provider, 'service-level-manager', '[]', 'OPEN', :at, :later)""",
                Map.of("id", cause, "source", source));
        UUID escalation = UUID.randomUUID();
        run(
                """
                insert into escalation.escalations (id, agreement, version, policy, term, group_key, provider, customer,
                    obligated, state, severity, round, opened_at, next_due_at, asked)
                values (:id, :agreement, 1, '{}', 'respond', :agreement, :provider, :customer, :provider, 'RESOLVED',
                    'MINOR', 1, :at, :at, false)""",
                Map.of("id", escalation));
        UUID objection = UUID.randomUUID();
        run(
                """
                insert into objection.objections (id, agreement, version, term, period_from, period_to, about, subject,
                    objector, answerer, reason, evidence, state, raised_by, raised_at)
                values (:id, :agreement, 1, 'respond', :at, :later, 'VERDICT', 'v', :customer, :provider, 'a reason', '',
                    'ANSWER_DUE', 'test', :later)""",
                Map.of("id", objection));
        return new TreeMap<>(Map.of(
                "objections", objection.toString(),
                "data-requests", request.toString(),
                "confirmation-requests", cause.toString(),
                "escalations", escalation.toString()));
    }

    private void admission(VersionRef ref) {
        run(
                """
                insert into onboarding.admissions (third_party, relying, state, version, since, expires_at)
                values (:third, :provider, 'ADMITTED', :ref, :at, :later)""",
                Map.of("ref", ref.toString()));
    }

    private void run(String sql, Map<String, ?> parameters) {
        Instant at = Instant.parse("2026-02-01T00:00:00Z");
        jdbc.sql(sql)
                .param("agreement", own.agreement)
                .param("provider", own.provider.value())
                .param("customer", own.customer.value())
                .param("third", own.thirdParty.value())
                .param("at", at.atOffset(UTC))
                .param("later", at.plus(Duration.ofDays(28)).atOffset(UTC))
                .params(parameters)
                .update();
    }

    private JsonNode created(String method, String path, String body, PersonId by) throws IOException {
        HttpResponse<String> answer = send(method, path, body, basic(by.value(), "surety"));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String login) {
        String type = path.endsWith("/amendments")
                ? "application/yaml"
                : path.startsWith("/api/calendars") && path.endsWith("/imports") ? "text/calendar" : "application/json";
        List<String> headers = new ArrayList<>(List.of("Content-Type", type));
        if (!login.isEmpty()) {
            headers.addAll(List.of("Authorization", login));
        }
        return new Browser(port).send(method, path, body, headers.toArray(String[]::new));
    }
}
