package io.surety.objection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.measurement.Content;
import io.surety.measurement.ItemRef;
import io.surety.notification.Outbox;
import io.surety.objection.Objection.About;
import io.surety.objection.Objection.Act.Kind;
import io.surety.objection.Objection.State;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.Browser;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 6.3: objections, on the real engine with a moved clock. */
@WholeApplicationTest
class ObjectionTest {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final String REASON = "the portal answered all day";

    private final PortalScene scene;
    private final RaiseObjection raise;
    private final Objections objections;
    private final Verdicts verdicts;
    private final ProcessEngine engine;
    private final Processes processes;
    private final int port;

    @Autowired
    ObjectionTest(ApplicationContext context, ProcessEngine engine, @LocalServerPort int port) {
        this.scene = new PortalScene(context);
        this.raise = context.getBean(RaiseObjection.class);
        this.objections = context.getBean(Objections.class);
        this.verdicts = context.getBean(Verdicts.class);
        this.engine = engine;
        this.processes = new Processes(engine);
        this.port = port;
    }

    @Test
    void domain63AnObjectionHoldsBackFinalForItsTermOnlyAndGoesOneLevelUpUntilItStands() {
        PersonId lena = new PersonId("lena-" + scene.nora.value());
        scene.person(lena, scene.provider, Role.LEGAL_APPROVER);
        violateTwoTerms();
        Objection objection = object("portal-up");
        ProcessInstance instance = start(objection);
        Task answer = processes.task(instance, "userTask_answerObjection");
        assertThat(answer.getAssignee()).isEqualTo(scene.nora.value());
        assertThat(shown(answer, "objectionEvidence")).isEqualTo("&#60;i&#62;my log&#60;/i&#62;");
        // Five business days on the agreement's calendar after Monday 2 February, 10:00.
        assertThat(answer.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-02-09T17:00:00Z"));
        say(instance, answer, Map.of("position", "contest", "comment", "our probe saw it down", "evidence", "probe 7"));
        Task consider = processes.task(instance, "userTask_considerAnswer");
        assertThat(consider.getAssignee()).isEqualTo(scene.carla.value());
        assertThat(shown(consider, "said")).contains("our probe saw it down", "probe 7");
        say(instance, consider, Map.of("decision", "insist", "comment", "your probe is in your own house"));

        scene.at("2026-02-20T09:00:00Z");
        scene.judge();
        assertThat(verdict("portal-up").state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(verdict("login-up").state()).isEqualTo(PeriodState.FINAL);

        Task ruling = processes.task(instance, "userTask_decideOneLevelUp");
        assertThat(ruling.getAssignee()).as("not who answered").isEqualTo(lena.value());
        say(instance, ruling, Map.of("outcome", "stands", "comment", "two independent probes agree"));
        assertThat(objections.get(objection.id()).state()).isEqualTo(State.STANDS);
        assertThat(objections.acts(objection.id()))
                .extracting(Objection.Act::kind)
                .containsExactly(Kind.CONTESTED, Kind.INSISTED, Kind.UPHELD);
        assertThat(processes.isRunning("objection", objection.id().toString())).isFalse();
        assertThat(told("objection.stands:" + objection.id())).isEqualTo(2);
        scene.judge();
        assertThat(verdict("portal-up").state()).isEqualTo(PeriodState.FINAL);
        assertThat(verdict("portal-up").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
    }

    @Test
    void domain63AConcededObjectionEndsInACorrectionByTheOrdinaryWays() {
        violateTwoTerms();
        Objection objection = object("portal-up");
        ProcessInstance instance = start(objection);
        say(
                instance,
                processes.task(instance, "userTask_answerObjection"),
                Map.of("position", "concede", "comment", "our clock was wrong"));
        Task correction = processes.task(instance, "userTask_makeCorrection");
        assertThat(correction.getAssignee()).isEqualTo(scene.nora.value());
        Map<String, Object> named = Map.of("source", scene.source, "record", "down");
        assertThatThrownBy(() -> processes.complete(correction, scene.nora.value(), named))
                .hasStackTraceContaining("no revision and no confirmation since");
        scene.at("2026-02-20T09:00:00Z");
        scene.judge();
        assertThat(verdict("portal-up").state()).isEqualTo(PeriodState.PROVISIONAL);

        scene.deliver("down", 1, scene.outage("2026-01-12T00:00:00Z", Duration.ofMinutes(10), "fault", null));
        say(instance, correction, named);
        assertThat(objections.get(objection.id()).state()).isEqualTo(State.CORRECTED);
        scene.judge();
        assertThat(verdict("portal-up").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(verdict("portal-up").state()).isEqualTo(PeriodState.FINAL);
        assertThat(told("objection.corrected:" + objection.id())).isEqualTo(2);
    }

    @Test
    void domain63OneLevelUpMayFindThatItHasToBeCorrected() {
        violateTwoTerms();
        Objection objection = object("portal-up");
        ProcessInstance instance = start(objection);
        scene.at("2026-02-09T17:00:00Z");
        processes.fireDue(instance);
        assertThat(objections.get(objection.id()).state()).as("silence goes up").isEqualTo(State.ONE_LEVEL_UP);
        Task ruling = processes.task(instance, "userTask_decideOneLevelUp");
        say(instance, ruling, Map.of("outcome", "correction", "comment", "nobody could show it"));
        assertThat(objections.get(objection.id()).state()).isEqualTo(State.CORRECTION_DUE);
        assertThat(processes.tasks(instance, "userTask_makeCorrection")).hasSize(1);
    }

    @Test
    void aDecisionAndACorrectionThatAreOverdueAreRemindedOfOnceAndStillWait() {
        violateTwoTerms();
        Objection objection = object("portal-up");
        ProcessInstance instance = start(objection);
        scene.at("2026-02-09T17:00:00Z");
        processes.fireDue(instance);
        assertThat(told("objection.overdue")).isZero();
        Task ruling = processes.task(instance, "userTask_decideOneLevelUp");
        scene.at(ruling.getDueDate().toInstant().toString());
        processes.fireDue(instance);
        assertThat(told("objection.overdue.ONE_LEVEL_UP:" + objection.id()))
                .as("both sides; who decides is one of them")
                .isEqualTo(2);
        scene.at("2026-03-02T17:00:00Z");
        processes.fireDue(instance);
        assertThat(told("objection.overdue")).isZero();

        say(instance, ruling, Map.of("outcome", "correction", "comment", "nobody could show it"));
        Task correction = processes.task(instance, "userTask_makeCorrection");
        scene.at(correction.getDueDate().toInstant().toString());
        processes.fireDue(instance);
        assertThat(told("objection.overdue.CORRECTION_DUE:" + objection.id())).isEqualTo(2);
        assertThat(processes.tasks(instance, "userTask_makeCorrection")).hasSize(1);
    }

    @Test
    void domain63AnAnswerThatNobodyContestsInTimeStands() {
        violateTwoTerms();
        Objection objection = object("portal-up");
        ProcessInstance instance = start(objection);
        say(
                instance,
                processes.task(instance, "userTask_answerObjection"),
                Map.of("position", "contest", "comment", "our probe saw it down"));
        scene.at("2026-02-12T09:00:00Z");
        processes.fireDue(instance);
        assertThat(objections.get(objection.id()).state()).isEqualTo(State.STANDS);
        assertThat(objections.acts(objection.id()))
                .extracting(Objection.Act::kind)
                .containsExactly(Kind.CONTESTED, Kind.UNDECIDED);
    }

    @Test
    void domain63APartyMayObjectUntilObjectWithinAfterTheReportAndOnceAtATime() {
        violateTwoTerms();
        // Published on 2 February at 09:00 UTC; ten days later it is too late.
        scene.at("2026-02-12T08:59:59Z");
        object("portal-up");
        assertThatThrownBy(() -> object("portal-up"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("already-objected"));
        scene.at("2026-02-12T09:00:00Z");
        assertThatThrownBy(() -> object("login-up"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("objection-too-late"));
        scene.judge();
        assertThatThrownBy(() -> object("login-up"))
                .as("becoming final is no new report")
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("objection-too-late"));
    }

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
    void domain63AThirdPartyMayObjectToACauseThatNamesIt() throws Exception {
        scene.activate("");
        scene.at("2026-01-12T20:00:00Z");
        scene.deliver(
                "hers", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(1), "fault", scene.supplier.value()));
        scene.deliver("nobodys", 0, scene.outage("2026-01-11T00:00:00Z", Duration.ofHours(1), "fault", null));
        Caller tina = new Caller(scene.tina, false, Set.of(scene.supplier), Set.of(Role.THIRD_PARTY_CONTACT));
        assertThatThrownBy(() -> raise(cause("nobodys"), tina))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("role-needed"));
        assertThatThrownBy(() -> raise(new RaiseObjection.What(About.VERDICT, "any", null, null), tina))
                .as("verdicts are not hers")
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("verdicts-of-the-sides"));

        Objection objection = raise(cause("hers"), tina);
        assertThat(objection.answerer()).isEqualTo(scene.provider);
        assertThat(raise(cause("hers"), scene.asCarla()).objector())
                .as("the customer's own objection to it")
                .isEqualTo(scene.customer);
        ProcessInstance instance = start(objection);
        say(
                instance,
                processes.task(instance, "userTask_answerObjection"),
                Map.of("position", "contest", "comment", "our probe saw your line down"));
        Task consider = processes.task(instance, "userTask_considerAnswer");
        assertThat(consider.getAssignee()).isEqualTo(scene.tina.value());
        say(instance, consider, Map.of("decision", "accept"));
        assertThat(objections.get(objection.id()).state()).isEqualTo(State.STANDS);
        assertThat(told("objection.stands:" + objection.id())).isEqualTo(3);
        JsonNode hers = tree(send("GET", scene.tina, "/api/agreements/" + scene.agreement + "/objections", ""));
        assertThat(hers).singleElement().satisfies(o -> assertThat(o.get("id").asText())
                .isEqualTo(objection.id().toString()));
    }

    @Test
    void anObjectionIsRaisedAnsweredAndReadOverRestByWhoeverHasTheWord() throws Exception {
        violateTwoTerms();
        String body = "{\"about\":\"verdict\",\"id\":\"" + verdict("portal-up").id() + "\",\"reason\":\"" + REASON
                + "\",\"evidence\":\"log\"}";
        HttpResponse<String> raised =
                send("POST", scene.carla, "/api/agreements/" + scene.agreement + "/objections", body);
        assertThat(raised.statusCode()).as(raised.body()).isEqualTo(201);
        String id = tree(raised).get("id").asText();
        processes.fireDue(processes.instance("objection", id));

        String answer = "{\"position\":\"contest\",\"comment\":\"our probe saw it down\"}";
        HttpResponse<String> notHers = send("POST", scene.carla, "/api/objections/" + id + "/answer", answer);
        assertThat(notHers.statusCode()).isEqualTo(409);
        assertThat(tree(notHers).get("type").asText()).endsWith("not-your-word");
        assertThat(send("POST", scene.tina, "/api/objections/" + id + "/answer", answer)
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> answered = send("POST", scene.nora, "/api/objections/" + id + "/answer", answer);
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(tree(answered).get("state").asText()).isEqualTo("ANSWERED");
        HttpResponse<String> list = send("GET", scene.nora, "/api/agreements/" + scene.agreement + "/objections", "");
        assertThat(tree(list).get(0).get("said").get(0).get("said").asText()).isEqualTo("CONTESTED");

        StoredVerdict other = verdict("login-up");
        for (PersonId person : List.of(scene.nora, scene.carla)) {
            HttpResponse<String> confirmed = send(
                    "POST",
                    person,
                    "/api/agreements/" + scene.agreement + "/verdicts/" + other.id() + "/confirmation",
                    "{\"serial\":" + other.serial() + "}");
            assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        }
        assertThat(verdict("login-up").state()).isEqualTo(PeriodState.FINAL);
    }

    @Test
    void aPartyRecordsACauseConfirmsAVerdictAndObjectsOnThePages() {
        violateTwoTerms();
        Browser browser = new Browser(port);
        browser.login(scene.carla.value(), "a-long-Passw0rd!");
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

    private void violateTwoTerms() {
        scene.activate(
                """
                    - id: login-up
                      service: portal
                      obligated: provider
                      measure: {kind: availability, from: outages, source: %s}
                      target: {atLeast: "99%%", calendar: always, per: month}
                """
                        .formatted(scene.source));
        scene.at("2026-01-12T20:00:00Z");
        scene.deliver("down", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(10), "fault", null));
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        scene.judge();
    }

    private Objection object(String term) {
        return raise(new RaiseObjection.What(About.VERDICT, verdict(term).id().toString(), null, null));
    }

    private Objection raise(RaiseObjection.What what) {
        return raise(what, scene.asCarla());
    }

    private Objection raise(RaiseObjection.What what, Caller caller) {
        return raise.raise(scene.agreement, what, REASON, "<i>my log</i>", caller);
    }

    private RaiseObjection.What cause(String record) {
        return new RaiseObjection.What(About.CAUSE, scene.source + "/" + record, "portal-up", null);
    }

    private ProcessInstance start(Objection objection) {
        ProcessInstance instance =
                processes.instance("objection", objection.id().toString());
        processes.fireDue(instance);
        return instance;
    }

    private void say(ProcessInstance instance, Task task, Map<String, Object> fields) {
        processes.complete(task, task.getAssignee(), fields);
        processes.fireDue(instance);
    }

    private StoredVerdict verdict(String term) {
        return verdicts.of(scene.agreement, ALL).stream()
                .filter(v -> v.verdict().term().equals(term)
                        && v.verdict().period().part().from().isBefore(Instant.parse("2026-01-15T00:00:00Z")))
                .findFirst()
                .orElseThrow();
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

    private String shown(Task task, String variable) {
        return String.valueOf(engine.getTaskService().getVariableLocal(task.getId(), variable));
    }

    private int told(String prefix) {
        return scene.bean(Outbox.class).withdraw(prefix);
    }

    private HttpResponse<String> send(String method, PersonId person, String path, String body) throws Exception {
        String login = Base64.getEncoder()
                .encodeToString((person.value() + ":a-long-Passw0rd!").getBytes(StandardCharsets.UTF_8));
        var publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .method(method, publisher)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode tree(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
