package io.surety.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** How long an admission lasts, and what ends or renews it. */
@WholeApplicationTest
class ThirdPartyAdmissionTest extends OnboardingScene {

    @Autowired
    RenewAdmissions renewAdmissions;

    @Autowired
    TransactionOperations transaction;

    @Test
    void suspendsAnAdmissionWhoseEvidenceExpiredAndStartsARenewal() {
        admit();
        Instant expiry = Instant.parse("2026-08-31T22:00:00Z");
        time.moveTo(expiry.minusMillis(1));
        assertThat(renewals()).isEmpty();
        time.moveTo(expiry);
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
        assertThat(renewals()).containsExactly(new OnboardingKey(version, cloud));
        assertThat(admission().state()).isEqualTo(AdmissionState.SUSPENDED);
        ProcessInstance renewal = start();
        assertThat(String.valueOf(tasks.getVariableLocal(
                        processes.task(renewal, "userTask_answerInvitation").getId(), "facts")))
                .contains("\"renewal\":true");
    }

    @Test
    void admitsForAWhileWhatStillLacksEvidence() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2027-01-01");
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(instance);
        Task decision = processes.task(instance, "userTask_decideAdmission");
        assertThatThrownBy(() -> processes.complete(decision, id("manager").value(), Map.of("decision", "admit")))
                .isInstanceOf(TaskRefused.class)
                .hasMessageContaining("missing");
        complete(
                instance,
                "userTask_decideAdmission",
                "manager",
                Map.of("decision", "provisional", "reason", "the lawyers need more time"));
        assertThat(outcome(instance)).isEqualTo("PROVISIONAL");
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-06-29T22:00:00Z"));
        assertThat(onboardThirdParty.notAdmitted(version)).isEmpty();
    }

    @Test
    void aProvisionEndsWithTheEvidenceThatExpiresFirstAndAfterNinetyDaysAtTheLatest() {
        ProcessInstance some = start();
        complete(some, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(some, "2026-05-01");
        admitForAWhile(some);
        // Midnight in Berlin, in summer.
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-04-30T22:00:00Z"));

        setUp();
        ProcessInstance none = start();
        complete(none, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        admitForAWhile(none);
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-06-29T22:00:00Z"));
    }

    @Test
    void whoseEvidenceExpiresBetweenTheDecisionAndItsRecordIsLookedAtAgainAtOnce() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2026-03-10");
        evidence(instance, "2027-01-01");
        deliver();
        track(instance);
        processes.complete(
                processes.task(instance, "userTask_decideAdmission"),
                id("manager").value(),
                Map.of("decision", "admit"));
        time.moveTo(Instant.parse("2026-03-11T09:00:00Z"));
        processes.fireDue(instance);
        // Midnight of that day in Berlin, in winter.
        assertThat(admission().expiresAt()).isEqualTo(Instant.parse("2026-03-10T23:00:00Z"));
        assertThat(onboardThirdParty.notAdmitted(version)).containsExactly(cloud.value());
    }

    private void admitForAWhile(ProcessInstance instance) {
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(instance);
        complete(
                instance,
                "userTask_decideAdmission",
                "manager",
                Map.of("decision", "provisional", "reason", "the lawyers need more time"));
        assertThat(outcome(instance)).isEqualTo("PROVISIONAL");
    }

    @Test
    void isKnownOnlyToWhoReliesOnItAndToItself() {
        start();
        assertThat(thirdParties.visible(cloud, caller(provider)).onboardings()).hasSize(1);
        assertThat(thirdParties.visible(cloud, caller(cloud)).onboardings()).hasSize(1);
        Caller customer = caller(new OrganisationId(prefix + "-customer"));
        assertThatThrownBy(() -> thirdParties.visible(cloud, customer))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        assertThat(thirdParties.visibleTo(customer)).isEmpty();
        assertThatThrownBy(() -> thirdParties.add(
                        cloud,
                        EvidenceKind.LEGAL,
                        "register entry",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 1, 1),
                        caller(provider)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    }

    private void admit() {
        ProcessInstance instance = start();
        complete(instance, "userTask_answerInvitation", "contact", Map.of("answer", "accept"));
        evidence(instance, "2026-09-01");
        evidence(instance, "2026-09-01");
        deliver();
        track(instance);
        complete(instance, "userTask_decideAdmission", "manager", Map.of("decision", "admit"));
    }

    private List<OnboardingKey> renewals() {
        List<OnboardingKey> all = transaction.execute(status -> renewAdmissions.suspendExpired(1000));
        return all == null
                ? List.of()
                : all.stream().filter(key -> key.version().equals(version)).toList();
    }
}
