package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Offer;
import io.surety.party.Assignment;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of a version on the real engine and database, with a moved clock. */
@WholeApplicationTest
class LifecycleTest extends LifecycleScene {

    private static final String IN_FORCE = "sla-in-force";

    @Autowired
    LifeProcess life;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Test
    void walksFromDraftToExpiry() {
        VersionRef ref = agreed(Content.PLAIN);
        assertThat(life.standings(ref)).extracting(LifeProcess.Standing::name).containsExactly("Start approval");

        requests.startApproval(three.agreement, caller(three.manager));
        assertThat(state(ref)).isEqualTo(VersionState.IN_APPROVAL);
        approve(ref);
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
        assertThat(life.standings(ref)).singleElement().satisfies(standing -> {
            assertThat(standing.name()).isEqualTo("Start or cancellation");
            assertThat(standing.dueAt()).isEqualTo(BERLIN_APRIL);
        });

        ProcessInstance process = process(ref);
        time.moveTo(BERLIN_APRIL.minusMillis(1));
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.APPROVED);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.inForce(three.agreement, time.now()))
                .hasValueSatisfying(v -> assertThat(v.ref()).isEqualTo(ref));

        time.moveTo(BERLIN_NEXT_APRIL);
        processes.fireDue(process);
        assertThat(state(ref)).isEqualTo(VersionState.EXPIRED);
        assertThat(endOf(process)).isEqualTo("endEvent_expired");
    }

    @Test
    void letsOnlyTheProviderStartTheApprovalAndOnlyWhenItIsDue() {
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        processes.fireDue(process(ref));

        refused("approval-not-ready", () -> requests.startApproval(three.agreement, caller(three.manager)));
        refused("not-a-representative", () -> requests.startApproval(three.agreement, caller(three.representative)));
        refused("not-found", () -> requests.startApproval(three.agreement, caller(three.stranger)));
    }

    /** In approval, where the first who decides wants something else. */
    private VersionRef askedForAChange() {
        VersionRef ref = agreed(Content.PLAIN);
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(process(ref));
        Task vote = approvals(ref).get(0);
        processes.complete(
                vote, someone(vote), Map.of("decision", "change", "reason", "the price is not what was planned"));
        return ref;
    }

    @Test
    void negotiatesAgainWhenApprovalAsksForAChange() {
        VersionRef ref = askedForAChange();
        processes.fireDue(process(ref));

        assertThat(state(ref)).isEqualTo(VersionState.NEGOTIATING);
        offerAndAccept(ref);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.AGREED);
    }

    @Test
    void activatesAnAmendmentAndSupersedesWhatWasInForceAtOneInstant() {
        VersionRef first = active(Content.PLAIN);
        ProcessInstance firstProcess = process(first);

        Version next = requests.amend(
                three.agreement,
                three.document(
                        Content.PLAIN.validity("2026-07-01", "2027-07-01").price("13000.00")),
                caller(three.representative));
        assertThat(next.ref()).isEqualTo(new VersionRef(three.agreement, 2));
        assertThat(state(first)).isEqualTo(VersionState.ACTIVE);
        processes.fireDue(process(next.ref()));
        offerAndAccept(next.ref());
        approved(next.ref());

        Instant july = Instant.parse("2026-06-30T22:00:00Z");
        time.moveTo(july);
        processes.fireDue(process(next.ref()));

        assertThat(state(next.ref())).isEqualTo(VersionState.ACTIVE);
        assertThat(state(first)).isEqualTo(VersionState.SUPERSEDED);
        assertThat(agreements.get(first).validity().to()).isEqualTo(july);
        assertThat(endOf(firstProcess)).isEqualTo("endEvent_superseded");
        assertThat(processes.isRunning(IN_FORCE, first.toString())).isFalse();
    }

    @Test
    void takesOneAmendmentAtATime() {
        active(Content.PLAIN);
        var document = three.document(Content.PLAIN.validity("2026-07-01", "2027-07-01"));
        requests.amend(three.agreement, document, caller(three.manager));

        refused("version-under-way", () -> requests.amend(three.agreement, document, caller(three.manager)));
    }

    @Test
    void whoMadeTheAcceptedOfferDoesNotApproveItThoughAnotherWroteItsContentFirst_7_5() {
        PersonId colleague = new PersonId("nick-" + three.agreement);
        three.person(colleague, three.provider, Role.SERVICE_LEVEL_MANAGER);
        register.assign(Assignment.of(colleague, three.provider, Role.OPERATIONS_APPROVER));
        VersionRef ref = three.draft(agreements, Content.PLAIN).ref();
        processes.fireDue(process(ref));
        Offer first = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(three.manager));
        Offer second = counter(ref, first, Content.PLAIN.price("11000.00"), three.representative);
        Offer third = counter(ref, second, Content.PLAIN, colleague);
        assertThat(third.hash()).isEqualTo(first.hash());
        negotiate.accept(ref, third.id(), third.hash(), Actor.overRest(three.representative));
        processes.fireDue(process(ref));
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(process(ref));

        assertThat(approvals(ref)).isNotEmpty().allSatisfy(task -> assertThat(
                        tasks.getIdentityLinksForTask(task.getId()))
                .extracting(IdentityLink::getUserId)
                .doesNotContain(colleague.value(), three.manager.value()));
    }

    @Test
    void aNegotiationThatIsFasterThanTheRecordOfTheApprovalGoesOn_7_5() {
        VersionRef ref = askedForAChange();
        while (state(ref) == VersionState.IN_APPROVAL) {
            String next = processes.jobs(process(ref)).stream()
                    .filter(job -> job.getDuedate() == null || !job.getDuedate().after(Date.from(time.now())))
                    .findFirst()
                    .orElseThrow()
                    .getId();
            management.executeJob(next);
        }
        offerAndAccept(ref);
        processes.fireDue(process(ref));

        assertThat(state(ref)).isEqualTo(VersionState.AGREED);
        requests.startApproval(three.agreement, caller(three.manager));
        assertThat(state(ref)).isEqualTo(VersionState.IN_APPROVAL);
    }

    @Test
    void keepsARunningLifeRunningWhenTheModelChanges() throws IOException {
        VersionRef ref = agreed(Content.PLAIN);
        ProcessInstance process = process(ref);
        ProcessDefinition newer = deployChanged(process.getProcessDefinitionId());
        try {
            migrateAndGoOn(ref, process, newer);
        } finally {
            repository.deleteDeployment(newer.getDeploymentId(), true);
        }
    }

    private void migrateAndGoOn(VersionRef ref, ProcessInstance process, ProcessDefinition newer) {
        MigrationPlan plan = runtime.createMigrationPlan(process.getProcessDefinitionId(), newer.getId())
                .mapEqualActivities()
                .updateEventTriggers()
                .build();
        runtime.newMigration(plan).processInstanceIds(process.getId()).execute();

        assertThat(process(ref).getProcessDefinitionId()).isEqualTo(newer.getId());
        approved(ref);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(process.getId())
                        .activityId("serviceTask_newStep")
                        .count())
                .isEqualTo(1);
    }

    /** The deployed model with one more step before the activation, as a later release may have it. */
    private ProcessDefinition deployChanged(String definition) throws IOException {
        String model;
        try (InputStream deployed = repository.getProcessModel(definition)) {
            model = new String(deployed.readAllBytes(), StandardCharsets.UTF_8);
        }
        String changed = model.replace("targetRef=\"serviceTask_activateVersion\"", "targetRef=\"serviceTask_newStep\"")
                .replace(
                        "<bpmn:serviceTask id=\"serviceTask_activateVersion\"",
                        "<bpmn:serviceTask id=\"serviceTask_newStep\" name=\"New step\" camunda:expression=\"${true}\" />"
                                + "<bpmn:sequenceFlow id=\"flow_newStep\" sourceRef=\"serviceTask_newStep\""
                                + " targetRef=\"serviceTask_activateVersion\" />"
                                + "<bpmn:serviceTask id=\"serviceTask_activateVersion\"")
                .replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:\\1>", "")
                .replaceAll("(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "");
        var deployment = repository
                .createDeployment()
                .name("changed " + three.agreement)
                .addInputStream(
                        "sla-lifecycle.bpmn", new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)))
                .addInputStream(
                        "start-approval.form", getClass().getResourceAsStream("/forms/lifecycle/start-approval.form"))
                .deployWithResult();
        return deployment.getDeployedProcessDefinitions().get(0);
    }

    private Offer counter(VersionRef ref, Offer head, Content content, PersonId by) {
        return negotiate.counter(
                ref,
                head.hash(),
                null,
                three.document(content),
                time.now().plus(Duration.ofDays(7)),
                Actor.overRest(by));
    }
}
