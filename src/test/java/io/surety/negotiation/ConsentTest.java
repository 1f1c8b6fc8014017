package io.surety.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** The consent of a third party that has duties: when it is asked for, kept, voided and refused. */
@WholeApplicationTest
class ConsentTest extends NegotiationScene {

    private static final String CONSENT = "userTask_consentToDuties";

    @Test
    void waitsForTheConsentOfAThirdPartyWithDuties() {
        VersionRef ref = accepted(Content.PLAIN.thirdParty());
        ProcessInstance process = negotiation(ref);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.NEGOTIATING);
        Task task = processes.task(process, CONSENT);
        assertThat(task.getAssignee()).isEqualTo(three.contact.value());
        assertThat(tasks.getVariablesLocal(task.getId()))
                .doesNotContainKey("prices")
                .hasEntrySatisfying("duties", shows("hosts the tickets"))
                .hasEntrySatisfying("terms", shows("tickets-up"));
        processes.complete(task, three.contact.value(), Map.of("decision", "CONSENT"));
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void completesTheTaskOfAConsentOverRest() {
        VersionRef ref = accepted(Content.PLAIN.thirdParty());
        ProcessInstance process = negotiation(ref);

        negotiate.consent(ref, three.thirdParty.value(), head(ref).hash(), Actor.overRest(three.contact));
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void endsWhenAThirdPartyRefuses() {
        VersionRef ref = accepted(Content.PLAIN.thirdParty());
        ProcessInstance process = negotiation(ref);

        processes.complete(
                processes.task(process, CONSENT),
                three.contact.value(),
                Map.of("decision", "REFUSE", "reason", "no capacity"));
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.REJECTED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void keepsAConsentThroughACounterThatLeavesItsSubDocumentUnchanged() {
        VersionRef ref = offered(Content.PLAIN.thirdParty());
        String supplier = three.thirdParty.value();
        negotiate.consent(ref, supplier, head(ref).hash(), Actor.overRest(three.contact));

        Offer cheaper =
                counter(ref, three.representative, Content.PLAIN.thirdParty().price("11000.00"));

        assertThat(watch.missingConsents(ref)).isEmpty();
        negotiate.accept(ref, cheaper.id(), cheaper.hash(), Actor.overRest(three.manager));
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
    }

    @Test
    void asksAgainForAConsentThatACounterVoidedThoughItsDutiesComeBack_7_1() {
        Content content = Content.PLAIN.thirdParty();
        VersionRef ref = offered(content);
        String supplier = three.thirdParty.value();
        negotiate.consent(ref, supplier, head(ref).hash(), Actor.overRest(three.contact));
        String more = three.text(content).replace("hosts the tickets", "hosts the tickets and the mail");
        negotiate.counter(
                ref,
                head(ref).hash(),
                null,
                read.read(more.getBytes(StandardCharsets.UTF_8)),
                inDays(7),
                Actor.overRest(three.representative));
        assertThat(watch.missingConsents(ref)).containsExactly(supplier);

        Offer back = counter(ref, three.manager, content);
        assertThat(watch.missingConsents(ref)).containsExactly(supplier);
        negotiate.accept(ref, back.id(), back.hash(), Actor.overRest(three.representative));
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.NEGOTIATING);

        negotiate.consent(ref, supplier, back.hash(), Actor.overRest(three.contact));
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
    }

    @Test
    void takesAConsentUntilTheNegotiationEndsAndNotAtItsEnd_7_1() {
        VersionRef early = accepted(Content.PLAIN.thirdParty());
        ThreeParties before = three;
        three = new ThreeParties(register, read);
        VersionRef late = accepted(Content.PLAIN.thirdParty());
        ProcessInstance process = negotiation(late);
        Instant end = watch.find(late).map(Negotiation::endsAt).orElseThrow();

        time.moveTo(end.minusMillis(1));
        negotiate.consent(early, before.thirdParty.value(), head(early).hash(), Actor.overRest(before.contact));
        assertThat(agreements.get(early).state()).isEqualTo(VersionState.AGREED);

        time.moveTo(end);
        ContentHash hash = head(late).hash();
        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> negotiate.consent(late, three.thirdParty.value(), hash, Actor.overRest(three.contact)),
                () -> negotiate.refuse(
                        late, three.thirdParty.value(), hash, "too late", Actor.overRest(three.contact)))) {
            assertThatThrownBy(act).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.type())
                    .isEqualTo("negotiation-over"));
        }
        goOn(process);
        assertThat(agreements.get(late).state()).isEqualTo(VersionState.LAPSED);
    }

    private VersionRef accepted(Content content) {
        VersionRef ref = offered(content);
        Offer open = head(ref);
        negotiate.accept(ref, open.id(), open.hash(), Actor.overRest(three.representative));
        return ref;
    }
}
