package io.surety.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The offer protocol on the real engine and database. */
@WholeApplicationTest
class NegotiationTest extends NegotiationScene {

    @Autowired
    CompareOffers compare;

    @Test
    void asksTheProviderForTheFirstOfferAndTheCustomerForTheAnswer() {
        VersionRef ref = draft(Content.PLAIN);

        Task first = processes.task(negotiation(ref), "userTask_makeOffer");
        assertThat(first.getAssignee()).isEqualTo(three.manager.value());
        processes.complete(first, three.manager.value(), Map.of("openDays", 14));
        goOn(negotiation(ref));

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.NEGOTIATING);
        Task answer = processes.task(negotiation(ref), ANSWER);
        assertThat(answer.getAssignee()).isEqualTo(three.representative.value());
        assertThat(answer.getDueDate()).isEqualTo(java.util.Date.from(time.now().plus(Duration.ofDays(14))));
        assertThat(tasks.getVariablesLocal(answer.getId()))
                .containsEntry("head", head(ref).hash().hex())
                .hasEntrySatisfying("prices", shows("the agreement: 12000.00 EUR per month"));
    }

    @Test
    void acceptsInTheTaskAndAgrees() {
        VersionRef ref = offered(Content.PLAIN);
        ProcessInstance process = negotiation(ref);

        processes.complete(processes.task(process, ANSWER), three.representative.value(), Map.of("answer", "ACCEPT"));
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
        assertThat(watch.offers(ref)).extracting(Offer::state).containsExactly(OfferState.ACCEPTED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void refusesInTheTaskWhatIsNoAnswer() {
        VersionRef ref = offered(Content.PLAIN);
        Task task = processes.task(negotiation(ref), ANSWER);
        assertThat(task.getAssignee()).isEqualTo(three.representative.value());

        assertThatThrownBy(() -> processes.complete(
                        task, three.representative.value(), Map.of("answer", "REJECT", "reason", "")))
                .hasMessage("Please say why the offer is rejected.");
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("answer", "MAYBE")))
                .hasMessage("Please accept or reject the offer.");
        assertThat(processes.task(negotiation(ref), ANSWER).getId()).isEqualTo(task.getId());
    }

    @Test
    void rejectsWithAReasonAndEnds() {
        VersionRef ref = offered(Content.PLAIN);
        ProcessInstance process = negotiation(ref);

        processes.complete(
                processes.task(process, ANSWER),
                three.representative.value(),
                Map.of("answer", "REJECT", "reason", "too expensive"));
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.REJECTED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void countersAndMovesTheTaskToTheOtherSide() {
        VersionRef ref = offered(Content.PLAIN);

        Offer counter = counter(ref, three.representative, Content.PLAIN.price("11000.00"));

        assertThat(watch.offers(ref)).extracting(Offer::state).containsExactly(OfferState.COUNTERED, OfferState.OPEN);
        assertThat(counter.from()).isEqualTo(Side.CUSTOMER);
        Task answer = processes.task(negotiation(ref), ANSWER);
        assertThat(answer.getAssignee()).isEqualTo(three.manager.value());
        assertThat(tasks.getVariablesLocal(answer.getId()))
                .containsEntry("changed", true)
                .hasEntrySatisfying("prices", shows("the agreement: 11000.00 EUR per month"));
        assertThat(agreements.get(ref).hash()).isEqualTo(counter.hash());
    }

    @Test
    void withdrawsWhatItBettersInTheSameAct() {
        VersionRef ref = offered(Content.PLAIN);

        Offer better = counter(ref, three.manager, Content.PLAIN.within("PT2H"));

        assertThat(watch.offers(ref)).extracting(Offer::state).containsExactly(OfferState.WITHDRAWN, OfferState.OPEN);
        assertThat(better.from()).isEqualTo(Side.PROVIDER);
        assertThat(processes.task(negotiation(ref), ANSWER).getAssignee()).isEqualTo(three.representative.value());
    }

    @Test
    void buildsATreeOnEarlierOffers() {
        VersionRef ref = offered(Content.PLAIN);
        Offer root = head(ref);
        Offer second = counter(ref, three.representative, Content.PLAIN.price("11000.00"));

        Offer third = negotiate.counter(
                ref,
                second.hash(),
                root.id(),
                three.document(Content.PLAIN.price("11900.00")),
                inDays(7),
                Actor.overRest(three.manager));

        assertThat(third.counterTo()).isEqualTo(root.id());
        assertThat(second.counterTo()).isEqualTo(root.id());
    }

    @Test
    void asksForAnotherOfferAfterAWithdrawal() {
        VersionRef ref = offered(Content.PLAIN);
        Offer open = head(ref);

        negotiate.withdraw(ref, open.id(), open.hash(), Actor.overRest(three.manager));

        assertThat(watch.offers(ref)).extracting(Offer::state).containsExactly(OfferState.WITHDRAWN);
        assertThat(processes.tasks(negotiation(ref), ANSWER)).isEmpty();
        assertThat(processes.task(negotiation(ref), "userTask_makeOffer")).isNotNull();
    }

    @Test
    void acceptsUntilTheLastInstantAndNotAtTheExpiry() {
        VersionRef late = offered(Content.PLAIN);
        Offer lateHead = head(late);
        time.moveTo(lateHead.expiresAt());
        assertThatThrownBy(() ->
                        negotiate.accept(late, lateHead.id(), lateHead.hash(), Actor.overRest(three.representative)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("offer-expired"));

        time.moveTo(lateHead.expiresAt().minusMillis(1));
        negotiate.accept(late, lateHead.id(), lateHead.hash(), Actor.overRest(three.representative));
        assertThat(agreements.get(late).state()).isEqualTo(VersionState.AGREED);
    }

    @Test
    void lapsesWhenNobodyAnswers() {
        VersionRef ref = offered(Content.PLAIN);
        ProcessInstance process = negotiation(ref);

        time.moveTo(head(ref).expiresAt());
        goOn(process);

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.LAPSED);
        assertThat(watch.offers(ref)).extracting(Offer::state).containsExactly(OfferState.LAPSED);
        assertThat(processes.isRunning(PROCESS, ref.toString())).isFalse();
    }

    @Test
    void looksAtTheOfferAgainWhenItWakes() {
        VersionRef ref = offered(Content.PLAIN);

        processes.fire(negotiation(ref), "event_timeRanOut");

        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.NEGOTIATING);
        assertThat(processes.task(negotiation(ref), ANSWER)).isNotNull();
    }

    @Test
    void bindsTheNumberOfRoundsAndTheTime() {
        VersionRef ref = offered(Content.PLAIN);
        for (int round = 2; round <= 10; round++) {
            counter(ref, three.representative, Content.PLAIN.price("1100" + (round % 10) + ".00"));
        }

        assertThatThrownBy(() -> counter(ref, three.manager, Content.PLAIN.price("1.00")))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("rounds-exhausted"));

        VersionRef other = new VersionRef(three.agreement, 1);
        assertThat(watch.offers(other)).hasSize(10);
    }

    @Test
    void refusesAnExpiryBeyondTheNegotiation() {
        VersionRef ref = draft(Content.PLAIN);

        assertThatThrownBy(() -> negotiate.offer(ref, inDays(61), Actor.overRest(three.manager)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("expiry-out-of-bounds"));
        assertThatThrownBy(() -> negotiate.offer(ref, time.now(), Actor.overRest(three.manager)))
                .isInstanceOf(Refusal.class);
        assertThat(negotiate
                        .offer(ref, inDays(60), Actor.overRest(three.manager))
                        .number())
                .isEqualTo(1);
    }

    @Test
    void letsNobodyAcceptHerOwnOfferOrActForOthers() {
        VersionRef ref = offered(Content.PLAIN);
        Offer open = head(ref);

        for (PersonId person : List.of(three.manager, three.stranger, three.contact)) {
            assertThatThrownBy(() -> negotiate.accept(ref, open.id(), open.hash(), Actor.overRest(person)))
                    .isInstanceOfSatisfying(
                            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
        }
        assertThat(head(ref).state()).isEqualTo(OfferState.OPEN);
    }

    @Test
    void showsWhatACounterChangesAndForWhomItIsBetter() {
        VersionRef ref = offered(Content.PLAIN);
        Offer root = head(ref);
        Offer counter = counter(
                ref, three.representative, Content.PLAIN.price("11000.00").within("PT2H"));

        Redline redline = compare.redline(ref, root.id(), counter.id());

        assertThat(redline.changes())
                .containsExactlyInAnyOrder(
                        new Redline.Change("/spec/charges/amount", "12000.00", "11000.00", Side.CUSTOMER),
                        new Redline.Change("/spec/terms/respond/targets/all/within", "PT4H", "PT2H", Side.CUSTOMER));
        assertThat(redline.prices())
                .containsExactly(new Redline.PriceChange(
                        "agreement", "12000.00 EUR per month", "11000.00 EUR per month", "-1000.00"));
    }
}
