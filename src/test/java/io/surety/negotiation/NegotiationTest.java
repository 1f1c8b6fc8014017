package io.surety.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The offer protocol on the real engine and database. */
@WholeApplicationTest
class NegotiationTest {

    private static final String PROCESS = "sla-negotiation";
    private static final String ANSWER = "userTask_answerOffer";
    private static final String CONSENT = "userTask_consentToDuties";

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
    CompareOffers compare;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    MovedTimeSource time;

    private ThreeParties three;

    @BeforeEach
    void threePartiesThatNobodyKnows() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
    }

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
    void tellsAnActThatNamesAnotherHeadThePresentOne() {
        VersionRef ref = offered(Content.PLAIN);
        Offer old = head(ref);
        Offer now = counter(ref, three.representative, Content.PLAIN.price("11000.00"));

        assertThatThrownBy(() -> negotiate.accept(ref, old.id(), old.hash(), Actor.overRest(three.representative)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(refusal.type()).isEqualTo("head-moved");
                    assertThat(refusal.diagnostics())
                            .filteredOn(d -> d.code().equals("current-head"))
                            .extracting(Diagnostic::message)
                            .containsExactly(now.hash().hex());
                });
        assertThat(head(ref)).isEqualTo(now);
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

    @Test
    void letsExactlyOneOfTwoCountersToOneHeadWin_7_1() throws Exception {
        for (int round = 0; round < 4; round++) {
            three = new ThreeParties(register, read);
            VersionRef ref = offered(Content.PLAIN);
            ContentHash head = head(ref).hash();

            List<Object> results = atOnce(
                    () -> negotiate.counter(
                            ref,
                            head,
                            null,
                            three.document(Content.PLAIN.price("11000.00")),
                            inDays(7),
                            Actor.overRest(three.representative)),
                    () -> negotiate.counter(
                            ref,
                            head,
                            null,
                            three.document(Content.PLAIN.price("12500.00")),
                            inDays(7),
                            Actor.overRest(three.manager)));

            onlyOneWon(results);
            assertThat(watch.offers(ref))
                    .filteredOn(o -> o.state() == OfferState.OPEN)
                    .hasSize(1);
            assertThat(agreements.get(ref).hash()).isEqualTo(head(ref).hash());
        }
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

    @Test
    void letsExactlyOneOfTwoActsAtOnceWin() throws Exception {
        for (int round = 0; round < 8; round++) {
            three = new ThreeParties(register, read);
            VersionRef ref = offered(Content.PLAIN);
            Offer open = head(ref);

            List<Object> results = atOnce(
                    () -> negotiate.accept(ref, open.id(), open.hash(), Actor.overRest(three.representative)), () -> {
                        negotiate.withdraw(ref, open.id(), open.hash(), Actor.overRest(three.manager));
                        return "withdrawn";
                    });

            onlyOneWon(results);
        }
    }

    @Test
    void letsExactlyOneOfATaskAndARestActWin() throws Exception {
        for (int round = 0; round < 8; round++) {
            three = new ThreeParties(register, read);
            VersionRef ref = offered(Content.PLAIN);
            Offer open = head(ref);
            Task task = processes.task(negotiation(ref), ANSWER);

            List<Object> results = atOnce(
                    () -> {
                        tasks.complete(task.getId(), Map.of("answer", "ACCEPT"));
                        return "accepted";
                    },
                    () -> negotiate.counter(
                            ref,
                            open.hash(),
                            null,
                            three.document(Content.PLAIN.price("11000.00")),
                            inDays(7),
                            Actor.overRest(three.representative)));

            assertThat(results).filteredOn(r -> !(r instanceof Exception)).hasSize(1);
        }
    }

    /** Runs what is due in the negotiation itself, and leaves the rest of the version's life alone. */
    private void goOn(ProcessInstance process) {
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

    private static void onlyOneWon(List<Object> results) {
        assertThat(results)
                .filteredOn(r -> r instanceof Exception)
                .singleElement()
                .isInstanceOfSatisfying(Refusal.class, lost -> {
                    assertThat(lost.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(lost.type()).isEqualTo("head-moved");
                });
    }

    private static List<Object> atOnce(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Function<Callable<?>, Callable<Object>> released = work -> () -> {
            barrier.await(10, TimeUnit.SECONDS);
            try {
                return work.call();
            } catch (RuntimeException e) {
                return e;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : threads.invokeAll(List.of(released.apply(one), released.apply(other)))) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private VersionRef draft(Content content) {
        VersionRef ref = three.draft(agreements, content).ref();
        processes.fireDue(processes.instance("sla-lifecycle", ref.toString()));
        return ref;
    }

    private VersionRef offered(Content content) {
        VersionRef ref = draft(content);
        negotiate.offer(ref, inDays(14), Actor.overRest(three.manager));
        return ref;
    }

    private VersionRef accepted(Content content) {
        VersionRef ref = offered(content);
        Offer open = head(ref);
        negotiate.accept(ref, open.id(), open.hash(), Actor.overRest(three.representative));
        return ref;
    }

    private Offer counter(VersionRef ref, PersonId by, Content content) {
        ContentHash head = head(ref).hash();
        return negotiate.counter(ref, head, null, three.document(content), inDays(7), Actor.overRest(by));
    }

    private Offer head(VersionRef ref) {
        return watch.find(ref).map(Negotiation::head).orElseThrow();
    }

    private Instant inDays(int days) {
        return time.now().plus(Duration.ofDays(days));
    }

    private ProcessInstance negotiation(VersionRef ref) {
        return processes.instance(PROCESS, ref.toString());
    }

    /** A text that may be long is kept as JSON. */
    private static Consumer<Object> shows(String text) {
        return value -> assertThat(value).hasToString("\"" + text + "\"");
    }
}
