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
import io.surety.shared.Refusal;
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

/** {@code domain.md} 6.4: what a verdict gives the provider to claim from a third party. */
@WholeApplicationTest
class ThirdPartyClaimsTest {

    private final PortalScene scene;
    private final ThirdPartyClaims claims;
    private final RaiseClaim raise;
    private final Processes processes;
    private final ApplicationContext context;
    private final ApiClient api;

    @Autowired
    ThirdPartyClaimsTest(ApplicationContext context, ProcessEngine engine, ApiClient api) {
        this.api = api;
        this.context = context;
        this.scene = new PortalScene(context);
        this.claims = context.getBean(ThirdPartyClaims.class);
        this.raise = context.getBean(RaiseClaim.class);
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

        ProcessInstance instance =
                processes.begun("third-party-claim", claim.id().toString());
        Task task = processes.task(instance, "userTask_raiseClaim");
        assertThat(task.getAssignee()).isEqualTo(scene.theo.value());
        assertThat(task.getDueDate().toInstant()).isBefore(Instant.parse("2026-03-02T23:00:00Z"));
        processes.complete(task, scene.theo.value(), Map.of("decision", "raise", "comment", "letter of today, 17/26"));
        processes.fireDue(instance);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.RAISED);
        assertThat(scene.told("evaluation.claimRaised:" + claim.id())).isEqualTo(1);

        scene.deliver("down-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.deliver("down-2026-01-18", 1, new Content.Withdrawn(Kind.OUTAGE));
        scene.judge();
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(only().state()).isEqualTo(ThirdPartyClaim.State.WITHDRAWN);
        assertThat(scene.told("evaluation.claimWithdrawn:" + claim.id())).isEqualTo(1);
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
        ProcessInstance instance =
                processes.begun("third-party-claim", only().id().toString());
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
        ProcessInstance instance =
                processes.begun("third-party-claim", claim.id().toString());
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
        ProcessInstance again = processes.begun("third-party-claim", claim.id().toString());
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
}
