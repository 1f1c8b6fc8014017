package io.surety.objection;

import io.surety.evaluation.consequence.PortalScene;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.objection.Objection.About;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import io.surety.testing.ApiClient;
import io.surety.testing.Processes;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A portal of which two terms are violated, and those who may object. */
abstract class ObjectionScene {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    static final String REASON = "the portal answered all day";

    @Autowired
    RaiseObjection raise;

    @Autowired
    Objections objections;

    @Autowired
    private Verdicts verdicts;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    Processes processes;

    @Autowired
    ApiClient api;

    PortalScene scene;

    @BeforeEach
    void aPortal(@Autowired ApplicationContext context) {
        scene = new PortalScene(context);
    }

    void violateTwoTerms() {
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

    Objection raise(RaiseObjection.What what) {
        return raise(what, scene.asCarla());
    }

    Objection raise(RaiseObjection.What what, Caller caller) {
        return raise.raise(scene.agreement, what, REASON, "<i>my log</i>", caller);
    }

    RaiseObjection.What cause(String record) {
        return new RaiseObjection.What(About.CAUSE, scene.source + "/" + record, "portal-up", null);
    }

    StoredVerdict verdict(String term) {
        return verdicts.of(scene.agreement, ALL).stream()
                .filter(v -> v.verdict().term().equals(term)
                        && v.verdict().period().part().from().isBefore(Instant.parse("2026-01-15T00:00:00Z")))
                .findFirst()
                .orElseThrow();
    }

    String shown(Task task, String variable) {
        return String.valueOf(engine.getTaskService().getVariableLocal(task.getId(), variable));
    }
}
