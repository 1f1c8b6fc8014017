package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.ReadDocument;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.reporting.ReportWorld;
import io.surety.reporting.ReportWorld.Names;
import io.surety.testing.ApiClient;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What people do every day, over HTTP and with their own logins. */
@WholeApplicationTest
class EverydayRestTest {

    private static final Instant BERLIN_APRIL = Instant.parse("2026-03-31T22:00:00Z");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Processes processes;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    private ApiClient api;

    @Test
    void anAgreementIsBroughtIntoForceSuspendedResumedAndTerminated() {
        time.moveTo(MovedTimeSource.START);
        ThreeParties three = parties();
        String manager = three.manager.value();
        String representative = three.representative.value();
        String agreement = "/api/agreements/" + three.agreement;
        api.answered(201, "POST", three.manager, "/api/agreements", "application/yaml", three.text(Content.PLAIN));
        ProcessInstance life = processes.begun("sla-lifecycle", three.agreement + "@1");
        post(201, manager, agreement + "/offers", "{\"expiresAt\": \"2026-03-20T00:00:00Z\"}");
        JsonNode offers = get(representative, agreement + "/offers");
        post(
                200,
                representative,
                agreement + "/offers/" + offers.path("headOffer").asText() + "/acceptance",
                "{\"head\": \"" + offers.path("head").asText() + "\"}");
        processes.fireDue(life);
        assertThat(get(manager, agreement + "/process").findValuesAsText("activity"))
                .contains("userTask_startApproval");
        assertThat(post(200, manager, agreement + "/approval", "").path("state").asText())
                .isEqualTo("IN_APPROVAL");
        approve(three, life);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(life);
        assertThat(get(representative, agreement).path("state").asText()).isEqualTo("ACTIVE");

        assertThat(post(200, manager, agreement + "/suspension", "{\"reason\": \"the building is closed\"}")
                        .path("state")
                        .asText())
                .isEqualTo("SUSPENDED");
        assertThat(post(409, manager, agreement + "/suspension", "{\"reason\": \"once more\"}")
                        .path("type")
                        .asText())
                .isEqualTo("urn:surety:problem:state-conflict");
        assertThat(post(200, manager, agreement + "/resumption", "{\"reason\": \"it is open again\"}")
                        .path("state")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(get(manager, agreement + "/renewal").path("renewal").asText())
                .isNotEmpty();

        assertThat(post(422, representative, agreement + "/termination", "{\"reason\": \"without a date\"}")
                        .path("type")
                        .asText())
                .startsWith("urn:surety:problem:");
        JsonNode terminated = post(
                200,
                representative,
                agreement + "/termination",
                "{\"date\": \"2026-09-01\", \"reason\": \"we move elsewhere\"}");
        assertThat(terminated.path("state").asText()).isEqualTo("ACTIVE");
        time.moveTo(Instant.parse("2026-08-31T22:00:00Z"));
        processes.fireDue(life);
        JsonNode ended = get(representative, agreement);
        assertThat(ended.path("state").asText()).isEqualTo("TERMINATED");
        assertThat(get(representative, agreement + "/history").findValuesAsText("state"))
                .contains("SUSPENDED", "TERMINATED");
    }

    @Test
    void aClockIsFoundAtRiskAndExplained() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk for Acme");
        String customer = names.person(names.customer);
        world.at("2026-03-02T09:00");
        world.open(names, "INC7", "2026-03-02T08:00");

        JsonNode atRisk = get(customer, "/api/clocks?atRisk=today");
        assertThat(atRisk).hasSize(1);
        assertThat(atRisk.get(0).path("remainingMillis").asLong()).isEqualTo(3 * 3_600_000L);
        assertThat(atRisk.get(0).path("due").asText()).isEqualTo("2026-03-02T12:00:00Z");
        String id = atRisk.get(0).path("clock").path("id").asText();
        assertThat(get(customer, "/api/clocks?atRisk=PT1H")).isEmpty();

        assertThat(get(customer, "/api/clocks/" + id).path("target").asText()).isEqualTo("all");
        JsonNode ledger = get(customer, "/api/clocks/" + id + "/ledger");
        assertThat(ledger.path("sums").path("total").asLong())
                .as(ledger.toString())
                .isEqualTo(3_600_000L);
        assertThat(get(customer, "/api/work-items/" + names.tickets + "/INC7/clocks"))
                .singleElement()
                .satisfies(clock -> assertThat(clock.path("id").asText()).isEqualTo(id));
        assertThat(get(names.person(names.stranger), "/api/clocks?atRisk=today"))
                .isEmpty();
    }

    @Test
    void anEscalationIsListedTakenOnAndResolved() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk for Acme");
        String manager = names.person(names.provider);
        world.at("2026-03-02T07:00");
        world.open(names, "INC8", "2026-03-02T07:00");
        world.at("2026-03-02T11:30");
        world.judge();
        JsonNode open = get(manager, "/api/escalations?state=open");
        assertThat(open).hasSize(1);
        String id = open.get(0).path("id").asText();
        processes.fireDue(processes.instance("breach-escalation", id));

        String escalation = "/api/escalations/" + id;
        assertThat(get(manager, escalation).toString()).contains("INC8");
        JsonNode taken = post(200, manager, escalation + "/acknowledgement", "{\"note\": \"I am on it\"}");
        assertThat(taken.toString()).contains("ACKNOWLEDGED", manager);
        processes.fireDue(processes.instance("breach-escalation", id));
        assertThat(get(manager, "/api/escalations?state=acknowledged")).hasSize(1);
        post(200, manager, escalation + "/resolution", "{\"note\": \"the line was repaired\"}");
        assertThat(get(manager, "/api/escalations?state=open")).isEmpty();
        assertThat(get(manager, "/api/escalations?state=resolved"))
                .singleElement()
                .satisfies(resolved ->
                        assertThat(resolved.path("resolution").asText()).isEqualTo("the line was repaired"));
        assertThat(api.answered(400, "GET", new PersonId(manager), "/api/escalations?state=unheard-of", "")
                        .path("type")
                        .asText())
                .isEqualTo("urn:surety:problem:unknown-state");
    }

    @Test
    void whoeverIsAwayNamesWhoStandsInAndThinksBetterOfIt() {
        time.moveTo(MovedTimeSource.START);
        ThreeParties three = parties();
        String manager = three.manager.value();
        PersonId colleague = new PersonId("kim-" + three.agreement);
        three.person(colleague, three.provider, Role.SERVICE_LEVEL_MANAGER);
        String week = "{\"substitute\": \"" + colleague
                + "\", \"start\": \"2026-03-09T00:00:00Z\", \"end\": \"2026-03-14T00:00:00Z\", \"reason\": \"holidays\"}";

        JsonNode entered = post(201, manager, "/api/absences", week);
        assertThat(get(manager, "/api/absences")).singleElement().satisfies(absence -> assertThat(
                        absence.path("substitute").asText())
                .isEqualTo(colleague.value()));
        assertThat(get(colleague.value(), "/api/absences")).isEmpty();
        post(422, manager, "/api/absences", week.replace("2026-03-14", "2026-03-08"));
        String path = "/api/absences/" + entered.path("id").asText();
        api.answered(404, "DELETE", colleague, path, "");
        api.answered(204, "DELETE", new PersonId(manager), path, "");
        assertThat(get(manager, "/api/absences")).isEmpty();
    }

    /** Whoever is asked completes her task over the engine's interface. */
    private void approve(ThreeParties three, ProcessInstance life) {
        List<String> people = new ArrayList<>(List.of(three.manager.value(), three.representative.value()));
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            people.add(role + "-p-" + three.agreement);
            people.add(role + "-c-" + three.agreement);
        }
        int voted = 1;
        while (voted > 0) {
            processes.fireDue(life);
            voted = 0;
            for (String person : people) {
                for (JsonNode seat : get(person, "/api/approvals/mine")) {
                    String task = "/engine-rest/task/" + seat.path("task").asText();
                    post(204, person, task + "/complete", "{\"variables\": {\"decision\": {\"value\": \"approve\"}}}");
                    processes.fireDue(life);
                    voted++;
                }
            }
        }
    }

    private ThreeParties parties() {
        ThreeParties three =
                new ThreeParties(context.getBean(RegisterParties.class), context.getBean(ReadDocument.class));
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + three.agreement), three.provider, role);
            three.person(new PersonId(role + "-c-" + three.agreement), three.customer, role);
        }
        three.person(new PersonId("rita-" + three.agreement), three.customer, Role.CUSTOMER_REPRESENTATIVE);
        return three;
    }

    private JsonNode get(String person, String path) {
        return api.got(new PersonId(person), path);
    }

    private JsonNode post(int status, String person, String path, String body) {
        return api.answered(status, "POST", new PersonId(person), path, body);
    }
}
