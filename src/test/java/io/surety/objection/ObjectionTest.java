package io.surety.objection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.notification.Outbox;
import io.surety.objection.Objection.About;
import io.surety.objection.Objection.Act.Kind;
import io.surety.objection.Objection.State;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 6.3: objections, on the real engine with a moved clock. */
@WholeApplicationTest
class ObjectionTest extends ObjectionScene {

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
        JsonNode hers = api.got(scene.tina, "/api/agreements/" + scene.agreement + "/objections");
        assertThat(hers).singleElement().satisfies(o -> assertThat(o.get("id").asText())
                .isEqualTo(objection.id().toString()));
    }

    private Objection object(String term) {
        return raise(new RaiseObjection.What(About.VERDICT, verdict(term).id().toString(), null, null));
    }

    private ProcessInstance start(Objection objection) {
        return processes.begun("objection", objection.id().toString());
    }

    private void say(ProcessInstance instance, Task task, Map<String, Object> fields) {
        processes.complete(task, task.getAssignee(), fields);
        processes.fireDue(instance);
    }

    private int told(String prefix) {
        return scene.bean(Outbox.class).withdraw(prefix);
    }
}
