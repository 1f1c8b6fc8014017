package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of a version between three parties that no other test knows, and those who offer, approve and end it. */
abstract class LifecycleScene {

    private static final String LIFE = "sla-lifecycle";
    static final Instant BERLIN_APRIL = Instant.parse("2026-03-31T22:00:00Z");
    static final Instant BERLIN_NEXT_APRIL = Instant.parse("2027-03-31T22:00:00Z");

    @Autowired
    RegisterParties register;

    @Autowired
    Parties parties;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    Negotiate negotiate;

    @Autowired
    LifecycleRequests requests;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    @Autowired
    MovedTimeSource time;

    ThreeParties three;

    @BeforeEach
    void threePartiesWithApprovers() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        String mark = three.agreement;
        // the one who asks for an amendment does not approve it
        three.person(new PersonId("rita-" + mark), three.customer, Role.CUSTOMER_REPRESENTATIVE);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + mark), three.provider, role);
            three.person(new PersonId(role + "-c-" + mark), three.customer, role);
        }
    }

    VersionRef agreed(Content content) {
        VersionRef ref = three.draft(agreements, content).ref();
        processes.fireDue(process(ref));
        offerAndAccept(ref);
        processes.fireDue(process(ref));
        return ref;
    }

    VersionRef active(Content content) {
        VersionRef ref = agreed(content);
        approved(ref);
        time.moveTo(BERLIN_APRIL);
        processes.fireDue(process(ref));
        assertThat(state(ref)).isEqualTo(VersionState.ACTIVE);
        return ref;
    }

    void offerAndAccept(VersionRef ref) {
        Offer offer = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(three.manager));
        negotiate.accept(ref, offer.id(), offer.hash(), Actor.overRest(three.representative));
    }

    void approved(VersionRef ref) {
        processes.fireDue(process(ref));
        requests.startApproval(ref.agreement(), caller(three.manager));
        approve(ref);
    }

    /** Everybody who is asked approves, until nobody is asked any more. */
    void approve(VersionRef ref) {
        ProcessInstance process = process(ref);
        processes.fireDue(process);
        for (List<Task> open = approvals(ref); !open.isEmpty(); open = approvals(ref)) {
            Task vote = open.get(0);
            processes.complete(vote, someone(vote), Map.of("decision", "approve"));
            processes.fireDue(process);
        }
    }

    List<Task> approvals(VersionRef ref) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(ref.toString())
                .taskDefinitionKey("userTask_approve")
                .list();
    }

    String someone(Task task) {
        return task.getAssignee() != null
                ? task.getAssignee()
                : tasks.getIdentityLinksForTask(task.getId()).stream()
                        .map(IdentityLink::getUserId)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
    }

    Caller caller(PersonId person) {
        return parties.caller(person);
    }

    VersionState state(VersionRef ref) {
        return agreements.get(ref).state();
    }

    ProcessInstance process(VersionRef ref) {
        return processes.instance(LIFE, ref.toString());
    }

    String endOf(ProcessInstance process) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(process.getId())
                .singleResult()
                .getEndActivityId();
    }

    static void refused(String type, org.assertj.core.api.ThrowableAssert.ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.type())
                .isEqualTo(type));
    }
}
