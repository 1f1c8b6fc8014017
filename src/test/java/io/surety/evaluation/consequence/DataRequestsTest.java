package io.surety.evaluation.consequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.evaluation.VerdictValue;
import io.surety.measurement.Content;
import io.surety.measurement.Pull;
import io.surety.measurement.Pulls;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.QueryPair;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code domain.md} 2.2 and the end of 4: what is asked of those who owe the data that a verdict needs. */
@WholeApplicationTest
class DataRequestsTest {

    private final PortalScene scene;
    private final DataRequests requests;
    private final AnswerDataRequest answers;
    private final Processes processes;
    private final ApplicationContext context;

    @Autowired
    DataRequestsTest(ApplicationContext context, ProcessEngine engine) {
        this.context = context;
        this.scene = new PortalScene(context);
        this.requests = context.getBean(DataRequests.class);
        this.answers = context.getBean(AnswerDataRequest.class);
        this.processes = new Processes(engine);
    }

    @Test
    void domain4ThePartyThatOwesTheDataGetsOneTaskThatEndsWhenTheyArrive() {
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.NOT_DETERMINED);
        DataRequest request = only();
        ProcessInstance instance = processes.begun("missing-data", request.id().toString());
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
        assertThat(only().state()).isEqualTo(DataRequest.State.ARRIVED);
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
        assertThat(only().state()).isEqualTo(DataRequest.State.OPEN);
        scene.judge();
        assertThat(only().state()).isEqualTo(DataRequest.State.OPEN);

        scene.bean(JdbcClient.class)
                .sql("update measurement.pulls set pulled_until = :until where source = :source")
                .param("until", SqlInstants.timestamptz(down))
                .param("source", scene.source)
                .update();
        context.publishEvent(new PullsWatermarkMoved(scene.source, down));
        scene.judge();
        assertThat(only().state()).isEqualTo(DataRequest.State.ARRIVED);
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
        ProcessInstance instance = processes.begun("missing-data", only().id().toString());
        scene.at("2026-02-04T09:00:00Z");
        processes.fireDue(instance);
        Task task = processes.task(instance, "userTask_deliverData");
        assertThat(task.getAssignee()).isEqualTo(scene.tina.value());
        assertThatThrownBy(() -> processes.complete(task, scene.tina.value(), Map.of("reason", "no")))
                .hasStackTraceContaining("too short");
        processes.complete(task, scene.tina.value(), Map.of("reason", "The monitor was switched off"));
        processes.fireDue(instance);
        assertThat(only().state()).isEqualTo(DataRequest.State.UNOBTAINABLE);
        assertThat(scene.told("evaluation.dataUnobtainable:" + only().id())).isEqualTo(1);
        assertThatThrownBy(() -> answers.unobtainable(only().id(), scene.asNora(), "whatever it is"))
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
        DataRequest request = only();
        assertThat(request.organisation()).isEqualTo(scene.supplier);
        assertThat(request.source()).isEqualTo(scene.source);
        assertThat(request.period())
                .isEqualTo(new Interval(Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-01-07T23:00:00Z")));
        assertThat(request.dueAt()).isEqualTo(Instant.parse("2026-01-15T05:00:00Z"));

        ProcessInstance instance = processes.begun("missing-data", request.id().toString());
        scene.at("2026-01-10T09:00:00Z");
        processes.fireDue(instance);
        assertThat(processes.task(instance, "userTask_deliverData").getAssignee())
                .isEqualTo(scene.tina.value());
        scene.known();
        assertThat(only().state()).isEqualTo(DataRequest.State.ARRIVED);
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

    private DataRequest only() {
        assertThat(requests.of(scene.agreement)).hasSize(1);
        return requests.of(scene.agreement).get(0);
    }
}
