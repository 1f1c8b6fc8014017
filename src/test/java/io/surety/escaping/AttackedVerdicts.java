package io.surety.escaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.consequence.DataRequests;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.measurement.Content;
import io.surety.measurement.RecordOutages;
import io.surety.objection.Objection;
import io.surety.objection.RaiseObjection;
import io.surety.objection.RaiseObjection.What;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.Processes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;

/** What comes of a verdict: causes, claims, missing data and objections, in which people write what they like. */
final class AttackedVerdicts {

    private static final String RECORD = Attack.in("record");

    private final ApplicationContext context;
    private final LookForAttacks look;
    private final Processes processes;

    AttackedVerdicts(ApplicationContext context, LookForAttacks look) {
        this.context = context;
        this.look = look;
        this.processes = context.getBean(Processes.class);
    }

    void play() {
        PortalScene scene = scene();
        PersonId lena = new PersonId("lena-" + scene.nora.value());
        scene.person(lena, scene.provider, Role.LEGAL_APPROVER);
        scene.activateContract();
        scene.activate("      supportedBy: [{agreement: %s, term: hosting-up, as: serial}]".formatted(scene.contract));
        cause(scene);
        scene.at("2026-01-12T20:00:00Z");
        scene.deliver(RECORD, 0, down(scene, "2026-01-12T10:00:00Z"));
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        scene.judge();
        claim(scene);
        objection(scene);
        for (PersonId person : List.of(scene.nora, scene.carla)) {
            look.pageWithLinks(
                    person,
                    "/agreements/" + scene.agreement,
                    Attack.in("title"),
                    Attack.in("objection"),
                    Attack.in("contested"),
                    Attack.in("insisted"),
                    Attack.in("overruled"));
            look.page(person, "/agreements/" + scene.agreement + "/causes", Attack.in("title"), Attack.in("evidence"));
            look.page(person, "/mailbox");
        }
    }

    /** In a scene of its own, because it is about a month of which nothing is known. */
    void playMissingData() {
        PortalScene scene = scene();
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        ProcessInstance missing = start(
                "missing-data",
                scene.bean(DataRequests.class).of(scene.agreement).get(0).id());
        scene.at("2026-02-04T09:00:00Z");
        processes.fireDue(missing);
        Task task = look.form(missing, "userTask_deliverData", Attack.in("title"));
        look.complete(missing, task, Map.of("reason", Attack.in("no data")));
        look.page(scene.nora, "/agreements/" + scene.agreement, Attack.in("title"));
    }

    private PortalScene scene() {
        PortalScene scene = new PortalScene(context);
        scene.title = Attack.in("title");
        for (OrganisationId organisation : List.of(scene.provider, scene.customer, scene.supplier)) {
            scene.bean(RegisterParties.class)
                    .organisation(new Organisation(organisation, Attack.in("organisation"), null));
        }
        return scene;
    }

    private void cause(PortalScene scene) {
        scene.at("2026-01-11T10:00:00Z");
        scene.bean(RecordOutages.class)
                .record(
                        scene.asNora(),
                        scene.source,
                        Attack.in("outage"),
                        new Content.Outage(
                                "portal",
                                Instant.parse("2026-01-11T00:00:00Z"),
                                Instant.parse("2026-01-11T08:00:00Z"),
                                "customer",
                                scene.customer.value(),
                                Attack.in("evidence")));
        ProcessInstance confirmation = start(
                "cause-confirmation",
                scene.bean(CauseRequests.class)
                        .of(List.of(scene.customer))
                        .get(0)
                        .id());
        Task task = look.form(confirmation, "userTask_confirmCause", Attack.in("evidence"), Attack.in("outage"));
        look.complete(confirmation, task, Map.of("answer", "refuse", "comment", Attack.in("refused")));
    }

    private void claim(PortalScene scene) {
        ProcessInstance claim = start(
                "third-party-claim",
                scene.bean(ThirdPartyClaims.class).of(scene.agreement).get(0).id());
        Task task = look.form(claim, "userTask_raiseClaim", Attack.in("title"), RECORD);
        look.complete(claim, task, Map.of("decision", "raise", "comment", Attack.in("claimed")));
    }

    private void objection(PortalScene scene) {
        What verdict = new What(
                Objection.About.VERDICT, scene.verdict("2026-01-15").id().toString(), null, null);
        Objection objection = scene.bean(RaiseObjection.class)
                .raise(scene.agreement, verdict, Attack.in("objection"), Attack.in("proof"), scene.asCarla());
        ProcessInstance process = start("objection", objection.id());
        String[] said = {Attack.in("title"), Attack.in("objection"), Attack.in("proof")};
        look.complete(
                process,
                look.form(process, "userTask_answerObjection", said),
                Map.of("position", "contest", "comment", Attack.in("contested"), "evidence", Attack.in("our proof")));
        Task consider = look.form(process, "userTask_considerAnswer", said);
        look.form(process, "userTask_considerAnswer", Attack.in("contested"), Attack.in("our proof"));
        look.complete(process, consider, Map.of("decision", "insist", "comment", Attack.in("insisted")));
        look.complete(
                process,
                look.form(process, "userTask_decideOneLevelUp", Attack.in("objection"), Attack.in("insisted")),
                Map.of("outcome", "correction", "comment", Attack.in("overruled")));
        Task correction = look.form(process, "userTask_makeCorrection", Attack.in("objection"), Attack.in("overruled"));
        scene.deliver(RECORD, 1, down(scene, "2026-01-12T00:10:00Z"));
        look.complete(process, correction, Map.of("source", scene.source, "record", RECORD));
        assertThat(processes.isRunning("objection", objection.id().toString())).isFalse();
    }

    private static Content.Outage down(PortalScene scene, String end) {
        return new Content.Outage(
                "portal",
                Instant.parse("2026-01-12T00:00:00Z"),
                Instant.parse(end),
                "fault",
                scene.supplier.value(),
                Attack.in("evidence"));
    }

    private ProcessInstance start(String process, UUID key) {
        return processes.begun(process, key.toString());
    }
}
