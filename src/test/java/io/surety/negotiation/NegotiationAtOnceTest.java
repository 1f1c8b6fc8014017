package io.surety.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** Of two acts at once exactly one wins, and nobody acts for others or too late. */
@WholeApplicationTest
class NegotiationAtOnceTest extends NegotiationScene {

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
}
