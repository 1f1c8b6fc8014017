package io.surety.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.ContentHash;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A draft between three parties that nobody else knows, and their acts in its negotiation. */
abstract class NegotiationScene {

    static final String PROCESS = "sla-negotiation";
    static final String ANSWER = "userTask_answerOffer";

    @Autowired
    RegisterParties register;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    Negotiate negotiate;

    @Autowired
    WatchNegotiation watch;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    MovedTimeSource time;

    ThreeParties three;

    @BeforeEach
    void threePartiesThatNobodyKnows() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
    }

    /** Runs what is due in the negotiation itself, and leaves the rest of the version's life alone. */
    void goOn(ProcessInstance process) {
        List<Job> due = management
                .createJobQuery()
                .processInstanceId(process.getId())
                .executable()
                .list();
        while (!due.isEmpty()) {
            management.executeJob(due.get(0).getId());
            due = management
                    .createJobQuery()
                    .processInstanceId(process.getId())
                    .executable()
                    .list();
        }
    }

    VersionRef draft(Content content) {
        VersionRef ref = three.draft(agreements, content).ref();
        processes.fireDue(processes.instance("sla-lifecycle", ref.toString()));
        return ref;
    }

    VersionRef offered(Content content) {
        VersionRef ref = draft(content);
        negotiate.offer(ref, inDays(14), Actor.overRest(three.manager));
        return ref;
    }

    Offer counter(VersionRef ref, PersonId by, Content content) {
        ContentHash head = head(ref).hash();
        return negotiate.counter(ref, head, null, three.document(content), inDays(7), Actor.overRest(by));
    }

    Offer head(VersionRef ref) {
        return watch.find(ref).map(Negotiation::head).orElseThrow();
    }

    Instant inDays(int days) {
        return time.now().plus(Duration.ofDays(days));
    }

    ProcessInstance negotiation(VersionRef ref) {
        return processes.instance(PROCESS, ref.toString());
    }

    /** A text that may be long is kept as JSON. */
    static Consumer<Object> shows(String text) {
        return value -> assertThat(value).hasToString("\"" + text + "\"");
    }
}
