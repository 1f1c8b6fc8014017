package io.surety.evaluation.consequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.evaluation.VerdictValue;
import io.surety.measurement.Content;
import io.surety.measurement.ImportMaintenanceWindows;
import io.surety.measurement.Outage;
import io.surety.measurement.RecordMaintenance;
import io.surety.measurement.RecordOutages;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 6.3: a recorded cause takes effect when those who decide confirm it, as a task with a due time. */
@WholeApplicationTest
class CauseConfirmationTest {

    private static final String PROCESS = "cause-confirmation";

    private final PortalScene scene;
    private final RecordOutages outages;
    private final CauseRequests requests;
    private final AnswerCause answers;
    private final ProcessEngine engine;
    private final Processes processes;

    @Autowired
    CauseConfirmationTest(ApplicationContext context, ProcessEngine engine) {
        this.scene = new PortalScene(context);
        this.outages = context.getBean(RecordOutages.class);
        this.requests = context.getBean(CauseRequests.class);
        this.answers = context.getBean(AnswerCause.class);
        this.engine = engine;
        this.processes = new Processes(engine);
    }

    @BeforeEach
    void activates() {
        scene.activate("");
        scene.at("2026-01-12T09:00:00Z");
    }

    @Test
    void domain63ACauseTakesEffectWhenTheOtherSideConfirmsItInHerTask() {
        record("o-1");
        CauseRequest request = only(scene.customer);
        assertThat(requests.of(List.of(scene.provider))).isEmpty();
        ProcessInstance instance = start(request);
        Task task = processes.task(instance, "userTask_confirmCause");
        assertThat(task.getAssignee()).isEqualTo(scene.carla.value());
        // Five business days on the agreement's calendar after Monday 12 January, 10:00.
        assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-01-19T17:00:00Z"));
        assertThat(shown(task, "evidence")).isEqualTo("&#60;b&#62;phone call&#60;/b&#62;");
        assertThat(shown(task, "from")).isEqualTo("2026-01-12 01:00");
        assertThat(shown(task, "touches")).contains("portal-up", "own-fault", "is not downtime");

        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        scene.judge();
        assertThat(value()).isEqualTo(VerdictValue.VIOLATED);
        processes.complete(task, scene.carla.value(), Map.of("answer", "confirm"));
        processes.fireDue(instance);
        assertThat(processes.isRunning(PROCESS, request.id().toString())).isFalse();
        assertThat(outage("o-1").confirmedBy()).containsExactlyInAnyOrder(scene.provider, scene.customer);
        assertThat(requests.get(request.id()).state()).isEqualTo(CauseRequest.State.CONFIRMED);
        scene.judge();
        assertThat(value()).isEqualTo(VerdictValue.FULFILLED);
    }

    @Test
    void domain63ARefusedCauseLeavesTheTimeOrdinaryAndSaysWhy() {
        record("o-2");
        CauseRequest request = only(scene.customer);
        ProcessInstance instance = start(request);
        Task task = processes.task(instance, "userTask_confirmCause");
        assertThatThrownBy(() ->
                        processes.complete(task, scene.carla.value(), Map.of("answer", "refuse", "comment", "no")))
                .hasStackTraceContaining("too short");
        assertThatThrownBy(() -> processes.complete(
                        task, scene.carla.value(), Map.of("answer", "confirm", "causeConfirmed", true)))
                .hasStackTraceContaining("causeConfirmed");
        processes.complete(task, scene.carla.value(), Map.of("answer", "refuse", "comment", "It was not our network"));
        processes.fireDue(instance);
        CauseRequest refused = requests.get(request.id());
        assertThat(refused.state()).isEqualTo(CauseRequest.State.REFUSED);
        assertThat(refused.settledBy()).contains(scene.carla);
        assertThat(outage("o-2").confirmedBy()).containsExactly(scene.provider);
        assertThat(ended(instance)).isEqualTo("endEvent_causeRefused");
    }

    @Test
    void domain63ACorrectionMakesTheTaskVoidAndAsksAnew() {
        record("o-3");
        CauseRequest first = only(scene.customer);
        ProcessInstance instance = start(first);
        scene.at("2026-01-13T09:00:00Z");
        outages.attribute(scene.asNora(), scene.source, "o-3", 0, "customer", null, "the log of the network");
        assertThat(processes.isRunning(PROCESS, first.id().toString())).isFalse();
        assertThat(ended(instance)).isEqualTo("endEvent_settledElsewhere");
        assertThat(requests.of(List.of(scene.customer)))
                .extracting(CauseRequest::revision, CauseRequest::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, CauseRequest.State.OPEN),
                        org.assertj.core.groups.Tuple.tuple(0, CauseRequest.State.VOID));

        outages.attribute(scene.asNora(), scene.source, "o-3", 1, "fault", null, "it was ours after all");
        assertThat(requests.of(List.of(scene.customer)))
                .extracting(CauseRequest::state)
                .containsOnly(CauseRequest.State.VOID);
    }

    @Test
    void domain63ConfirmingOverRestCompletesTheTaskAndRefusingToo() {
        record("o-4");
        CauseRequest request = only(scene.customer);
        ProcessInstance instance = start(request);
        outages.confirm(scene.asCarla(), scene.source, "o-4", 0, null, "seen");
        assertThat(processes.isRunning(PROCESS, request.id().toString())).isFalse();
        assertThat(ended(instance)).isEqualTo("endEvent_settledElsewhere");
        assertThat(requests.get(request.id()).state()).isEqualTo(CauseRequest.State.CONFIRMED);
        assertThatThrownBy(() -> answers.refuse(request.id(), scene.asCarla(), "but we did not"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("request-settled"));
        assertThatThrownBy(() -> answers.refuse(request.id(), scene.asNora(), "but we did not"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void domain63WhatIsSettledBeforeTheProcessGoesOnBringsNoTask() {
        record("o-5");
        CauseRequest request = only(scene.customer);
        ProcessInstance instance = processes.instance(PROCESS, request.id().toString());
        answers.refuse(request.id(), scene.asCarla(), "we were not even there");
        processes.fireDue(instance);
        assertThat(ended(instance)).isEqualTo("endEvent_settledElsewhere");
    }

    @Test
    void domain63AMachinesRecordIsConfirmedByBothAndAFaultByNobody() {
        scene.deliver("m-1", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(10), "customer", null));
        assertThat(only(scene.customer).role().name()).isEqualTo("customer-representative");
        assertThat(only(scene.provider).role().name()).isEqualTo("service-level-manager");
        scene.deliver("m-2", 0, scene.outage("2026-01-11T00:00:00Z", Duration.ofHours(1), "fault", null));
        assertThat(requests.of(List.of(scene.customer, scene.provider))).hasSize(2);
    }

    @Test
    void domain63OnlyWhoDecidesIsAskedAboutMaintenanceAndOnlyWhereItWasAnnounced() {
        scene.bean(RecordMaintenance.class)
                .record(
                        scene.asNora(),
                        scene.source,
                        "w-1",
                        new Content.Maintenance(
                                "portal",
                                Instant.parse("2026-01-15T00:00:00Z"),
                                Instant.parse("2026-01-15T02:00:00Z"),
                                Instant.parse("2026-01-12T08:00:00Z"),
                                "change 12"));
        assertThat(only(scene.customer).touches()).singleElement().satisfies(touched -> assertThat(touched.exclusion())
                .isEqualTo("patching"));
        scene.deliver("m-3", 0, scene.outage("2026-01-11T00:00:00Z", Duration.ofHours(1), "agreed-maintenance", null));
        assertThat(requests.of(List.of(scene.provider, scene.customer))).hasSize(1);
    }

    @Test
    void domain63AWindowThatAFileCancelsIsOrdinaryTimeAgainAndNobodyIsAskedAboutIt() {
        importFile("UID:patches\r\nDTSTART:20260115T000000Z\r\nDURATION:PT10H");
        CauseRequest first = only(scene.customer);
        scene.bean(RecordMaintenance.class).confirm(scene.asCarla(), scene.source, first.record(), 0, null, "agreed");
        importFile("UID:more\r\nDTSTART:20260120T000000Z\r\nDURATION:PT1H");
        scene.at("2026-02-02T09:00:00Z");
        scene.fault("2026-01-15T00:00:00Z", Duration.ofHours(10));
        scene.judge();
        assertThat(value()).isEqualTo(VerdictValue.FULFILLED);

        importFile("UID:patches\r\nSTATUS:CANCELLED\r\nDTSTART:20260115T000000Z\r\nDURATION:PT10H\r\n"
                + "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:more\r\nSTATUS:CANCELLED\r\nDTSTART:20260120T000000Z\r\n"
                + "DURATION:PT1H");

        scene.judge();
        assertThat(value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(requests.of(List.of(scene.customer)))
                .extracting(CauseRequest::state)
                .containsExactlyInAnyOrder(CauseRequest.State.CONFIRMED, CauseRequest.State.VOID);
    }

    /** Of January, by the provider. */
    private void importFile(String event) {
        String file =
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + event + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        scene.bean(ImportMaintenanceWindows.class)
                .take(
                        scene.asNora(),
                        new ImportMaintenanceWindows.Announcement(
                                scene.source,
                                "portal",
                                LocalDate.parse("2026-01-01"),
                                LocalDate.parse("2026-02-01"),
                                ZoneOffset.UTC,
                                Instant.parse("2026-01-12T08:00:00Z"),
                                false),
                        file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void domain63ACauseThatAnotherSideConfirmedIsObjectedToAndNotOverwritten() {
        scene.deliver("m-4", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(10), "customer", null));
        outages.confirm(scene.asNora(), scene.source, "m-4", 0, null, "seen");
        assertThatThrownBy(
                        () -> outages.attribute(scene.asCarla(), scene.source, "m-4", 0, "fault", null, "it was yours"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("cause-confirmed"));
    }

    private void record(String id) {
        outages.record(
                scene.asNora(),
                scene.source,
                id,
                new Content.Outage(
                        "portal",
                        Instant.parse("2026-01-12T00:00:00Z"),
                        Instant.parse("2026-01-12T08:59:00Z"),
                        "customer",
                        scene.customer.value(),
                        "<b>phone call</b>"));
    }

    private ProcessInstance start(CauseRequest request) {
        return processes.begun(PROCESS, request.id().toString());
    }

    private CauseRequest only(OrganisationId organisation) {
        List<CauseRequest> found = requests.of(List.of(organisation));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Outage outage(String id) {
        return outages
                .visibleTo(
                        scene.asNora(),
                        new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")))
                .stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private VerdictValue value() {
        return scene.verdict("2026-01-15").verdict().value();
    }

    private String shown(Task task, String variable) {
        return String.valueOf(engine.getTaskService().getVariableLocal(task.getId(), variable));
    }

    private String ended(ProcessInstance instance) {
        return engine.getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getProcessInstanceId())
                .activityType("noneEndEvent")
                .singleResult()
                .getActivityId();
    }
}
