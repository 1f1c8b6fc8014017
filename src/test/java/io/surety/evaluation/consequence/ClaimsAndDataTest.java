package io.surety.evaluation.consequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.measurement.Pull;
import io.surety.measurement.Pulls;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.QueryPair;
import io.surety.notification.Outbox;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
import io.surety.testing.ApiClient;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code domain.md} 6.4 and the end of 4: what a verdict asks of third parties, and of those who owe the data. */
@WholeApplicationTest
class ClaimsAndDataTest {

    private final PortalScene scene;
    private final ThirdPartyClaims claims;
    private final RaiseClaim raise;
    private final DataRequests requests;
    private final AnswerDataRequest answers;
    private final Processes processes;
    private final ApplicationContext context;
    private final ApiClient api;

    @Autowired
    ClaimsAndDataTest(ApplicationContext context, ProcessEngine engine, ApiClient api) {
        this.api = api;
        this.context = context;
        this.scene = new PortalScene(context);
        this.claims = context.getBean(ThirdPartyClaims.class);
        this.raise = context.getBean(RaiseClaim.class);
        this.requests = context.getBean(DataRequests.class);
        this.answers = context.getBean(AnswerDataRequest.class);
        this.processes = new Processes(engine);
    }

    @Test
    void domain64TheProvidersClaimAgainstAThirdPartyIsOpenedOnceWithItsTimeInTheLedger() {
        scene.activateContract();
        scene.activate("      supportedBy: [{agreement: %s, term: hosting-up, as: serial}]".formatted(scene.contract));
        down("2026-01-12", scene.supplier.value());
        scene.fault("2026-01-14T00:00:00Z", Duration.ofHours(1));
        judgeJanuary();
        ThirdPartyClaim claim = only();
        assertThat(claim.claimant()).isEqualTo(scene.provider);
        assertThat(claim.thirdParty()).isEqualTo(scene.supplier);
        assertThat(claim.supports()).containsExactly("hosting-up");
        assertThat(claim.millis())
                .as("the fault is nobody's")
                .isEqualTo(Duration.ofHours(10).toMillis());
        // Thirty days after the first of February, in Berlin.
        assertThat(claim.claimUntil()).contains(Instant.parse("2026-03-02T23:00:00Z"));

        scene.fault("2026-01-16T00:00:00Z", Duration.ofHours(1));
        down("2026-01-18", scene.supplier.value());
        scene.at("2026-02-02T10:00:00Z");
        scene.judge();
        assertThat(only().id()).isEqualTo(claim.id());
        assertThat(only().millis()).isEqualTo(Duration.ofHours(20).toMillis());

        ProcessInstance instance = start("third-party-claim", claim.id().toString());
        Task task = processes.task(instance, "userTask_raiseClaim");
        assertThat(task.getAssignee()).isEqualTo(scene.theo.value());
        assertThat(task.getDueDate().toInstant()).isBefore(Instant.parse("2026-03-02T23:00:00Z"));
        processes.complete(task, scene.theo.value(), Map.of("decision", "raise", "comment", "letter of today, 17/26"));
        processes.fireDue(instance);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.RAISED);
        assertThat(told("evaluation.claimRaised:" + claim.id())).isEqualTo(1);

        scene.deliver("down-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.deliver("down-2026-01-18", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.WITHDRAWN);
        assertThat(told("evaluation.claimWithdrawn:" + claim.id())).isEqualTo(1);
    }

    /** Who may read and do what, and that doing it all again opens nothing twice; with the right of a chronic clause. */
    @Test
    void domain64OverRestAClaimIsItsClaimantsAndARightIsBothSidesAndNeitherComesTwice() throws IOException {
        scene.activateContract();
        scene.activate("      chronic: {below: \"99%\", periods: 1, of: 1, gives: termination}");
        down("2026-01-12", scene.supplier.value());
        judgeJanuary();
        scene.at("2026-02-20T09:00:00Z");
        scene.judge();
        String listed = "/api/agreements/" + scene.agreement + "/third-party-claims";
        JsonNode claim = only(api.got(scene.theo, listed));
        assertThat(claim.at("/thirdParty").asText()).isEqualTo(scene.supplier.value());
        assertThat(claim.at("/millis").asLong()).isEqualTo(Duration.ofHours(10).toMillis());
        assertThat(only(api.got(scene.nora, listed))).isEqualTo(claim);
        assertThat(api.got(scene.carla, listed)).isEmpty();
        assertThat(api.got(scene.tina, listed)).isEmpty();

        String raising = "/api/third-party-claims/" + claim.at("/id").asText() + "/raising";
        String comment = "{\"comment\": \"letter of today, 17/26\"}";
        api.answered(404, "POST", scene.carla, raising, comment);
        api.answered(404, "POST", scene.tina, raising, comment);
        api.answered(422, "POST", scene.theo, raising, "{\"comment\": \"short\"}");
        JsonNode raised = api.answered(200, "POST", scene.theo, raising, comment);
        assertThat(raised.at("/state").asText()).isEqualTo("RAISED");
        assertThat(raised.at("/settledBy").asText()).isEqualTo(scene.theo.value());
        assertThat(api.answered(409, "POST", scene.nora, raising, comment)
                        .at("/type")
                        .asText())
                .endsWith("claim-settled");

        String rights = "/api/agreements/" + scene.agreement + "/termination-rights";
        JsonNode right = only(api.got(scene.carla, rights));
        assertThat(right.at("/gives").asText()).isEqualTo("termination");
        assertThat(only(api.got(scene.nora, rights))).isEqualTo(right);
        assertThat(api.answered(403, "GET", scene.tina, rights, "").toString())
                .doesNotContain(right.at("/id").asText());

        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:2026-01"), scene.agreement + "@00000/");
        scene.judge();
        assertThat(only(api.got(scene.theo, listed))).isEqualTo(raised);
        assertThat(only(api.got(scene.carla, rights))).isEqualTo(right);
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    @Test
    void domain64AClaimThatNobodyRaisesLapsesWithItsWindow() {
        scene.activateContract();
        scene.activate("");
        down("2026-01-12", scene.supplier.value());
        judgeJanuary();
        ProcessInstance instance = start("third-party-claim", only().id().toString());
        assertThat(processes.task(instance, "userTask_raiseClaim").getAssignee())
                .isEqualTo(scene.theo.value());
        scene.at("2026-03-02T22:59:00Z");
        processes.fireDue(instance);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.OPEN);
        scene.at("2026-03-02T23:00:00Z");
        processes.fireDue(instance);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.LAPSED);
        assertThatThrownBy(() -> raise.decide(only().id(), true, scene.asNora(), "too late, alas"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("claim-settled"));
        assertThatThrownBy(() -> raise.decide(only().id(), true, scene.asCarla(), "not mine at all"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void domain64AnOpenClaimFallsAwayWithTheViolationAndComesBackWithIt() {
        scene.activateContract();
        scene.activate("");
        down("2026-01-12", scene.supplier.value());
        judgeJanuary();
        ThirdPartyClaim claim = only();
        ProcessInstance instance = start("third-party-claim", claim.id().toString());
        scene.deliver("down-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.WITHDRAWN);
        assertThat(processes.tasks(instance, "userTask_raiseClaim")).isEmpty();

        scene.deliver(
                "down-2026-01-12",
                2,
                scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(11), "fault", scene.supplier.value()));
        scene.judge();
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.OPEN);
        assertThat(only().id()).isEqualTo(claim.id());
        ProcessInstance again = start("third-party-claim", claim.id().toString());
        assertThat(processes.tasks(again, "userTask_raiseClaim")).hasSize(1);
    }

    @Test
    void domain64WithoutAContractHereOrTimeOfTheThirdPartyNothingIsClaimed() {
        scene.activate("");
        down("2026-01-12", scene.supplier.value());
        judgeJanuary();
        assertThat(claims.of(scene.agreement)).isEmpty();
        PortalScene another = new PortalScene(context);
        another.activateContract();
        another.activate("");
        another.at("2026-01-12T20:00:00Z");
        another.fault("2026-01-12T00:00:00Z", Duration.ofHours(10));
        another.at("2026-02-02T09:00:00Z");
        another.known();
        another.judge();
        assertThat(another.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(claims.of(another.agreement)).isEmpty();
    }

    @Test
    void domain64OfLateItemsTheTimeWithTheThirdPartyIsClaimed() {
        scene.activateContract();
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
                        attribute: [{while: {state: [Vendor]}, party: %s}]
                        stop: {enters: {state: [Resolved]}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                """
                        .formatted(scene.source, scene.supplier));
        scene.at("2026-01-12T20:00:00Z");
        item("created", "2026-01-12T08:00:00Z", "New");
        item("changed", "2026-01-12T09:00:00Z", "Vendor");
        item("changed", "2026-01-12T15:00:00Z", "Resolved");
        scene.bean(FindDueClocks.class).run();
        judgeJanuary();
        ThirdPartyClaim claim = only();
        assertThat(claim.term()).isEqualTo("resolve");
        assertThat(claim.millis()).isEqualTo(Duration.ofHours(6).toMillis());
        assertThat(claim.evidence())
                .allSatisfy(stretch -> assertThat(stretch.subject()).endsWith("/INC1"));
    }

    @Test
    void domain4ThePartyThatOwesTheDataGetsOneTaskThatEndsWhenTheyArrive() {
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.NOT_DETERMINED);
        DataRequest request = onlyRequest();
        ProcessInstance instance = start("missing-data", request.id().toString());
        assertThat(processes.tasks(instance, "userTask_deliverData"))
                .as("a day of grace")
                .isEmpty();
        scene.at("2026-02-03T09:00:00Z");
        scene.judge();
        processes.fireDue(instance);
        Task task = processes.task(instance, "userTask_deliverData");
        assertThat(task.getAssignee()).isEqualTo(scene.nora.value());
        assertThat(task.getDueDate().toInstant())
                .isEqualTo(scene.verdict("2026-01-15").finalDueAt());
        scene.known();
        scene.judge();
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.ARRIVED);
        assertThat(processes.isRunning("missing-data", request.id().toString())).isFalse();
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
    }

    @Test
    void whatNeedsAllOfASourceWaitsForWhatIsPulledOfItAndNotForWhatItDeliversBesides() {
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        var queries = new QueryPair("good", "total", Duration.ofMinutes(1));
        var year = new Interval(Instant.parse("2025-12-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
        scene.bean(Pulls.class).fetch(new Pull(scene.source, "desk", "metrics", queries), "old@1/desk", year);
        Instant down = Instant.parse("2026-02-02T08:00:00Z");
        scene.deliver("desk", 0, new Content.Outage("desk", down, down.plusSeconds(60), "fault", null, "ticket 1"));
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.OPEN);
        scene.judge();
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.OPEN);

        scene.bean(JdbcClient.class)
                .sql("update measurement.pulls set pulled_until = :until where source = :source")
                .param("until", SqlInstants.timestamptz(down))
                .param("source", scene.source)
                .update();
        context.publishEvent(new PullsWatermarkMoved(scene.source, down));
        scene.judge();
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.ARRIVED);
        assertThat(scene.verdict("2026-01-15"))
                .satisfies(said -> assertThat(said.watermark()).contains(down))
                .satisfies(said -> assertThat(said.verdict().value()).isEqualTo(VerdictValue.FULFILLED));
    }

    @Test
    void domain4AThirdPartyThatDeliversIsTheOneThatOwesAndMaySayThatThereIsNothing() {
        scene.delivers = ", delivers: " + scene.supplier;
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        ProcessInstance instance = start("missing-data", onlyRequest().id().toString());
        scene.at("2026-02-04T09:00:00Z");
        processes.fireDue(instance);
        Task task = processes.task(instance, "userTask_deliverData");
        assertThat(task.getAssignee()).isEqualTo(scene.tina.value());
        assertThatThrownBy(() -> processes.complete(task, scene.tina.value(), Map.of("reason", "no")))
                .hasStackTraceContaining("too short");
        processes.complete(task, scene.tina.value(), Map.of("reason", "The monitor was switched off"));
        processes.fireDue(instance);
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.UNOBTAINABLE);
        assertThat(told("evaluation.dataUnobtainable:" + onlyRequest().id())).isEqualTo(1);
        assertThatThrownBy(() -> answers.unobtainable(onlyRequest().id(), scene.asNora(), "whatever it is"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void domain22ASourceIsOwedAsOftenAsItIsPromisedAndNoticedWhenItIsOverdue() {
        scene.delivers = ", delivers: " + scene.supplier + ", every: P1W, by: \"06:00\"";
        scene.activate("");
        WatchDeliveries watch = context.getBean(WatchDeliveries.class);
        // the first is due on Thursday the eighth at six in Berlin, and says all of the week before
        scene.at("2026-01-08T04:59:59Z");
        watch.run();
        assertThat(requests.of(scene.agreement)).isEmpty();
        scene.at("2026-01-08T05:00:00Z");
        watch.run();
        watch.run();
        DataRequest request = onlyRequest();
        assertThat(request.organisation()).isEqualTo(scene.supplier);
        assertThat(request.source()).isEqualTo(scene.source);
        assertThat(request.period())
                .isEqualTo(new Interval(Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-01-07T23:00:00Z")));
        assertThat(request.dueAt()).isEqualTo(Instant.parse("2026-01-15T05:00:00Z"));

        ProcessInstance instance = start("missing-data", request.id().toString());
        scene.at("2026-01-10T09:00:00Z");
        processes.fireDue(instance);
        assertThat(processes.task(instance, "userTask_deliverData").getAssignee())
                .isEqualTo(scene.tina.value());
        scene.known();
        assertThat(onlyRequest().state()).isEqualTo(DataRequest.State.ARRIVED);
        assertThat(processes.isRunning("missing-data", request.id().toString())).isFalse();

        scene.at("2026-01-14T23:30:00Z");
        scene.known();
        scene.at("2026-01-15T05:00:00Z");
        watch.run();
        assertThat(requests.of(scene.agreement)).as("it came in time").hasSize(1);
        // three weeks of silence are asked for once
        scene.at("2026-02-05T05:00:00Z");
        watch.run();
        assertThat(requests.of(scene.agreement))
                .extracting(DataRequest::state)
                .containsExactly(DataRequest.State.ARRIVED, DataRequest.State.OPEN);
        scene.at("2026-02-12T05:00:00Z");
        watch.run();
        assertThat(requests.of(scene.agreement)).hasSize(2);
    }

    private void down(String day, String party) {
        scene.at(day + "T20:00:00Z");
        scene.deliver("down-" + day, 0, scene.outage(day + "T00:00:00Z", Duration.ofHours(10), "fault", party));
    }

    private void judgeJanuary() {
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        scene.judge();
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

    private ThirdPartyClaim only() {
        assertThat(claims.of(scene.agreement)).hasSize(1);
        return claims.of(scene.agreement).get(0);
    }

    private DataRequest onlyRequest() {
        assertThat(requests.of(scene.agreement)).hasSize(1);
        return requests.of(scene.agreement).get(0);
    }

    private ProcessInstance start(String process, String key) {
        ProcessInstance instance = processes.instance(process, key);
        processes.fireDue(instance);
        return instance;
    }

    /** Withdraws what waits to be sent, which says how much that was. */
    private int told(String prefix) {
        return scene.bean(Outbox.class).withdraw(prefix);
    }
}
