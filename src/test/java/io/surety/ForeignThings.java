package io.surety;

import static io.surety.testing.ApiClient.tree;
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
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of each thing that the API has, of one world, and the people of another one whom it does not concern. */
abstract class ForeignThings {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    @Autowired
    ApiClient api;

    ThreeParties own;
    ThreeParties other;

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

    String offer = "";
    final UUID verdict = UUID.randomUUID();

    /** One of each kind of thing in the own world, by the first part of its path. */
    Map<String, String> foreignThings() throws IOException {
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
            api.answered(201, "POST", own.manager, "/api/templates", "application/yaml", text);
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

    Map<String, String> measured() throws IOException {
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

    JsonNode created(String method, String path, String body, PersonId by) throws IOException {
        HttpResponse<String> answer = send(method, path, body, basic(by.value(), Browser.PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return tree(answer);
    }

    HttpResponse<String> send(String method, String path, String body, String login) {
        String type = path.endsWith("/amendments")
                ? "application/yaml"
                : path.startsWith("/api/calendars") && path.endsWith("/imports") ? "text/calendar" : "application/json";
        return api.send(method, login, path, BodyPublishers.ofString(body), "Content-Type", type);
    }
}
