package io.surety.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** {@code third-party-onboarding} on the real engine and database. */
@WholeApplicationTest
class ThirdPartyOnboardingTest extends OnboardingScene {

    @Test
    void admitsWhoGivesItsEvidenceUntilTheFirstOfItExpires() {
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        assertThat(processes.tasks(instance, "userTask_provideEvidence"))
                .extracting(Task::getName)
                .containsExactlyInAnyOrder("Provide security evidence", "Provide legal evidence");
        evidence(instance, "2027-01-01");
        evidence(instance, "2026-09-01");
        deliver();
        track(instance);
        complete(instance, "userTask_decideAdmission", "manager", Map.of("decision", "admit"));

        assertThat(outcome(instance)).isEqualTo("ADMITTED");
        assertThat(onboardThirdParty.notAdmitted(version)).isEmpty();
        assertThat(admission().state()).isEqualTo(AdmissionState.ADMITTED);
        // midnight in Berlin, in summer
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-08-31T22:00:00Z"));
    }

    @Test
    void doesNotAdmitWhoDeclinesOrDoesNotAnswer() {
        ProcessInstance declined = start();
        Task invitation = processes.task(declined, "userTask_answerInvitation");
        assertThatThrownBy(() -> processes.complete(
                        invitation, id("contact").value(), Map.of("answer", "decline", "reason", "no")))
                .isInstanceOf(TaskRefused.class);
        complete(
                declined,
                "userTask_answerInvitation",
                "contact",
                Map.of("answer", "decline", "reason", "we do not want to"));
        assertThat(outcome(declined)).isEqualTo("REJECTED");

        ProcessInstance silent = start();
        time.moveBy(Duration.ofDays(14));
        processes.fireDue(silent);
        assertThat(outcome(silent)).isEqualTo("REJECTED");
        assertThat(admission().state()).isEqualTo(AdmissionState.REJECTED);
    }

    @Test
    void takesNoTrackingBeforeATestDeliveryHasArrived() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        evidence(instance, "2027-01-01");
        assertThatThrownBy(() -> track(instance))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("test delivery");
        deliver();
        track(instance);
    }

    /** {@code tracking} is a third party's duty ({@code domain.md} 2.2, 7.6): what is agreed in the document is agreed. */
    @Test
    void beginsWithTheTrackingOfTheDocumentAndTakesNoOther_2_2() {
        String tracked = document()
                .replace(
                        "target: {atLeast",
                        "tracking: {measuredBy: %1$s-cloud, at: load balancer, checkedBy: %1$s-provider, test: delivery}\n"
                                        .formatted(prefix)
                                + "      target: {atLeast");
        version = agreements
                .replaceContent(version, reader.read(tracked.getBytes(StandardCharsets.UTF_8)), id("manager"))
                .ref();
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        evidence(instance, "2027-01-01");
        deliver();
        Task task = processes.task(instance, "userTask_agreeTracking");
        assertThat(task.getAssignee()).isEqualTo(id("manager").value());
        Map<String, Object> agreed = Map.of(
                "indicator",
                "up",
                "source",
                prefix + "-feed",
                "measuredAt",
                "load balancer",
                "measuredBy",
                cloud.value());
        assertThat(tasks.getVariables(task.getId())).containsAllEntriesOf(agreed);

        assertThatThrownBy(() -> track(instance))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("agreed already: up is measured by " + cloud + " at load balancer");
        complete(instance, "userTask_agreeTracking", "manager", agreed);
        assertThat(processes.tasks(instance, "userTask_decideAdmission")).hasSize(1);
    }

    @Test
    void takesNoEvidenceThatDoesNotCount() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        Task task = processes.tasks(instance, "userTask_provideEvidence").get(0);
        for (Map.Entry<String, String> wrong : Map.of(
                        "2026-03-02", "expired", "2026-02-30", "year-month-day", "soon", "year-month-day")
                .entrySet()) {
            assertThatThrownBy(() -> processes.complete(
                            task,
                            id("contact").value(),
                            Map.of("reference", "ISO 27001", "issuedOn", "2026-01-01", "expiresOn", wrong.getKey())))
                    .isInstanceOf(TaskRefused.class)
                    .hasMessageContaining(wrong.getValue());
        }
    }

    @Test
    void showsTheThirdPartyNothingButItsOwnTask() {
        ProcessInstance instance = start();
        Task task = processes.task(instance, "userTask_answerInvitation");
        assertThat(task.getAssignee()).isEqualTo(id("contact").value());
        Map<String, Object> all = new HashMap<>(tasks.getVariables(task.getId()));
        assertThat(all).containsOnlyKeys("version", "thirdParty", "facts", "answer", "reason");
        assertThat(all.toString())
                .doesNotContain("Customer")
                .doesNotContain("12000")
                .doesNotContain("Support");
    }
}
