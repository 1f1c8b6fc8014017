package io.surety.objection;

import static io.surety.testing.ApiClient.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.measurement.Content;
import io.surety.measurement.ItemRef;
import io.surety.objection.Objection.About;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Objections over REST and on the pages, by whoever has the word. */
@WholeApplicationTest
class ObjectionRestTest extends ObjectionScene {

    @Test
    void domain63APartyMayObjectToABreachAPauseAndACauseToo() {
        scene.activate(
                """
                    - id: resolve
                      service: portal
                      obligated: provider
                      measure:
                        kind: duration
                        of: work-item
                        source: %s
                        start: {event: created}
                        pause: [{while: {state: [Waiting]}, party: customer}]
                        stop: {enters: {state: [Resolved]}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                """
                        .formatted(scene.source));
        scene.at("2026-01-12T20:00:00Z");
        item("created", "2026-01-12T06:00:00Z", "New");
        item("changed", "2026-01-12T07:00:00Z", "Waiting");
        item("changed", "2026-01-12T08:00:00Z", "New");
        scene.deliver("o-1", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(1), "customer", null));
        scene.bean(FindDueClocks.class).run();
        String clock = scene.bean(Clocks.class)
                .of(new ItemRef(scene.source, "INC1"))
                .get(0)
                .id()
                .toString();
        Objection breach = raise(new RaiseObjection.What(About.BREACH, clock, null, null));
        assertThat(breach.term()).isEqualTo("resolve");
        assertThat(breach.period().from()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
        Objection pause =
                raise(new RaiseObjection.What(About.PAUSE, clock, null, Instant.parse("2026-01-12T07:30:00Z")));
        assertThat(pause.subject()).isEqualTo(clock + "@2026-01-12T07:30:00Z");
        Objection cause = raise(new RaiseObjection.What(About.CAUSE, scene.source + "/o-1", "portal-up", null));
        assertThat(cause.term()).isEqualTo("portal-up");

        for (var nothing : List.of(
                new RaiseObjection.What(About.PAUSE, clock, null, Instant.parse("2026-01-12T08:30:00Z")),
                new RaiseObjection.What(About.CAUSE, scene.source + "/o-1", "resolve", null))) {
            assertThatThrownBy(() -> raise(nothing)).isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type())
                    .isEqualTo("nothing-to-object-to"));
        }
        assertThatThrownBy(() -> raise(new RaiseObjection.What(About.VERDICT, "no-id", null, null)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void anObjectionIsRaisedAnsweredAndReadOverRestByWhoeverHasTheWord() throws Exception {
        violateTwoTerms();
        String body = "{\"about\":\"verdict\",\"id\":\"" + verdict("portal-up").id() + "\",\"reason\":\"" + REASON
                + "\",\"evidence\":\"log\"}";
        HttpResponse<String> raised =
                api.send("POST", scene.carla, "/api/agreements/" + scene.agreement + "/objections", body);
        assertThat(raised.statusCode()).as(raised.body()).isEqualTo(201);
        String id = tree(raised).get("id").asText();
        processes.fireDue(processes.instance("objection", id));

        String answer = "{\"position\":\"contest\",\"comment\":\"our probe saw it down\"}";
        HttpResponse<String> notHers = api.send("POST", scene.carla, "/api/objections/" + id + "/answer", answer);
        assertThat(notHers.statusCode()).isEqualTo(409);
        assertThat(tree(notHers).get("type").asText()).endsWith("not-your-word");
        assertThat(api.send("POST", scene.tina, "/api/objections/" + id + "/answer", answer)
                        .statusCode())
                .isEqualTo(404);
        JsonNode answered = api.answered(200, "POST", scene.nora, "/api/objections/" + id + "/answer", answer);
        assertThat(answered.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(api.got(scene.nora, "/api/agreements/" + scene.agreement + "/objections")
                        .get(0)
                        .get("said")
                        .get(0)
                        .get("said")
                        .asText())
                .isEqualTo("CONTESTED");

        StoredVerdict other = verdict("login-up");
        for (PersonId person : List.of(scene.nora, scene.carla)) {
            api.answered(
                    200,
                    "POST",
                    person,
                    "/api/agreements/" + scene.agreement + "/verdicts/" + other.id() + "/confirmation",
                    "{\"serial\":" + other.serial() + "}");
        }
        assertThat(verdict("login-up").state()).isEqualTo(PeriodState.FINAL);
    }

    @Test
    void aPartyRecordsACauseConfirmsAVerdictAndObjectsOnThePages() {
        violateTwoTerms();
        Browser browser = api.browser(scene.carla);
        String page = "/agreements/" + scene.agreement;
        String shown = browser.get(page, "Accept", "text/html").body();
        assertThat(shown).contains("Confirm this verdict", "Object to a verdict", "&lt;script&gt;");
        assertThat(shown).doesNotContain("<script>alert(1)");
        StoredVerdict login = verdict("login-up");
        submit(browser, page, "/verdicts/" + login.id() + "/confirmation", "serial=" + login.serial());
        submit(browser, page, "/objections", "verdict=" + verdict("portal-up").id() + "&reason=It+was+up+all+day");
        assertThat(objections.of(scene.agreement)).singleElement().satisfies(objection -> {
            assertThat(objection.reason()).isEqualTo("It was up all day");
            assertThat(objection.objector()).isEqualTo(scene.customer);
        });
        assertThat(browser.get(page, "Accept", "text/html").body())
                .contains("confirmed by " + scene.customer, "to be answered");

        submit(
                browser,
                page + "/causes",
                "/causes/outages",
                "service=portal&source=" + scene.source
                        + "&from=2026-01-20T10:00&to=2026-01-20T11:00&cause=customer&evidence=%3Cb%3Emine%3C/b%3E");
        String causes = browser.get(page + "/causes", "Accept", "text/html").body();
        assertThat(causes).contains("&lt;b&gt;mine&lt;/b&gt;", "confirmed by " + scene.customer);
        assertThat(scene.bean(CauseRequests.class).of(List.of(scene.provider)))
                .singleElement()
                .satisfies(request -> assertThat(request.touches()).hasSize(2));
    }

    private void submit(Browser browser, String page, String action, String fields) {
        var csrf = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(browser.get(page, "Accept", "text/html").body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> answer = browser.post(
                "/agreements/" + scene.agreement + action,
                fields + "&_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    private void item(String type, String at, String state) {
        scene.deliver(
                "INC1-" + at,
                0,
                new Content.WorkItem(
                        "INC1",
                        Instant.parse(at),
                        List.of(),
                        type,
                        "",
                        Map.of("service", "portal", "customer", scene.customer.value(), "state", state)));
    }
}
