package io.surety.evaluation.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationDetails;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.notification.Notice;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Budgets that burn, from the counts to the people who are called ({@code domain.md} 5.3, 5.4, 8). */
@WholeApplicationTest
class BurnLifeTest extends BurnScene {

    private static final String FAST = "14.4 PT1H PT5M";
    private static final String SLOW = "6 PT6H PT30M";

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private Episodes episodes;

    @Autowired
    private ReadEscalations escalations;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Mailbox mailbox;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whoIsToldTakesItOnAndSaysWhenItIsOver_5_4_8() {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        assertThat(episodes.since(name(), "ok", NINE))
                .extracting(Episode::rule, Episode::beganAt, Episode::isOpen)
                .as("the whole minutes at which both windows exceeded the factor, however late we looked")
                .containsExactly(tuple(SLOW, minute(26), true), tuple(FAST, minute(44), true));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer))
                .extracting(Letter::channel)
                .containsExactlyInAnyOrder(Notice.Channel.WEBHOOK, Notice.Channel.MAIL);
        assertThat(letters(engineer).get(0).subject())
                .isEqualTo(name() + ": the error budget of ok burns too fast (critical)");
        assertThat(letters(engineer).get(0).body()).contains("(PT1H)").contains("> 14.4");
        assertThat(details().subjects()).extracting(s -> s.kind().name()).containsOnly("BURN");

        time.moveBy(Duration.ofMinutes(1));
        look();
        processes.fireDue(instance);
        assertThat(letters(engineer)).as("nobody is told twice of one episode").hasSize(2);

        api.answered(
                200,
                "POST",
                engineer,
                "/api/escalations/" + escalation().id() + "/acknowledgement",
                "{\"note\": \"on it\"}");
        processes.fireDue(instance);
        time.moveTo(minute(120));
        requests(60, 120, 10, 10);
        look();
        assertThat(episodes.since(name(), "ok", NINE)).noneMatch(Episode::isOpen);
        assertThat(escalation().state())
                .as("who took it on says when it is over")
                .isEqualTo(EscalationState.ACKNOWLEDGED);
        api.answered(
                200,
                "POST",
                engineer,
                "/api/escalations/" + escalation().id() + "/resolution",
                "{\"note\": \"rolled back\"}");
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(letters(client)).isEmpty();
    }

    @Test
    void whatIsNotLookedAtWhenTheNodeStopsIsLookedAtLater() {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        rollups.settle();

        watch.run(() -> true);
        assertThat(episodes.since(name(), "ok", NINE)).isEmpty();
        watch.run();
        assertThat(episodes.since(name(), "ok", NINE)).hasSize(2);
    }

    @Test
    void silenceClimbsFromTheFirstTierThatFiredAndTheEndOfBurningEndsIt_8() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(30));
        requests(0, 30, 0, 10);
        look();
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer)).as("only the slow tier burns").hasSize(1);
        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(lead).get(0).subject()).isEqualTo(name() + ": nobody has acknowledged ok (major)");

        time.moveTo(minute(90));
        requests(30, 90, 10, 10);
        look();
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(escalation().closing().orElseThrow().note()).isEqualTo("the error budget burns no more");
        assertThat(processes.isRunning("breach-escalation", instance.getBusinessKey()))
                .isFalse();
        assertThat(letters(lead).get(0).subject()).isEqualTo(name() + ": ok is resolved");
    }

    @Test
    void whatWasOverBeforeAnybodyLookedIsToldAllTheSame_8() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(120));
        requests(0, 60, 0, 10);
        requests(60, 120, 10, 10);
        look();

        assertThat(episodes.since(name(), "ok", NINE)).hasSize(2).noneMatch(Episode::isOpen);
        processes.fireDue(onlyInstance());
        assertThat(letters(engineer)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo(name() + ": ok is resolved");
            assertThat(letter.body())
                    .contains("it was over before anybody was told")
                    .contains("> 14.4");
        });
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
    }

    @Test
    void whatIsReceivedMuchLaterIsRecordedAndTellsNobody_8() {
        activate("complete: watermark");
        requests(-60, 0, 10, 10);
        look();
        time.moveTo(minute(3 * 24 * 60));
        requests(0, 60, 0, 10);
        look();

        assertThat(episodes.since(name(), "ok", NINE)).isNotEmpty().allMatch(Episode::retroactive);
        assertThat(escalations.of(name(), new Interval(NINE, time.now().plusMillis(1))))
                .isEmpty();
    }

    @Test
    void noDataDoesNotFireAndDoesNotEndWhatBurns_5_4() {
        activate();
        look();
        time.moveTo(minute(60));
        look();
        assertThat(episodes.since(name(), "ok", Instant.EPOCH)).isEmpty();

        time.moveTo(NINE);
        anHourOfGoodAndOneOfBadRequests();
        look();
        time.moveTo(minute(300));
        look();
        assertThat(episodes.since(name(), "ok", NINE)).hasSize(2).allMatch(Episode::isOpen);
    }

    @Test
    void severalNodesThatLookAtOnceTellOnce_8() throws Exception {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        rollups.settle();
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        try {
            List<Future<?>> looks = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                looks.add(nodes.submit(() -> {
                    start.await();
                    watch.run();
                    return null;
                }));
            }
            for (Future<?> look : looks) {
                look.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(episodes.since(name(), "ok", NINE)).extracting(Episode::rule).containsExactly(SLOW, FAST);
        assertThat(details().subjectCount()).isEqualTo(2);
    }

    @Test
    void aTermWithoutAnythingBadIsLookedAtOnlyWhenNumbersCome_5_4() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(1));
        requests(0, 2, 10, 10);
        look();
        time.moveTo(minute(10));
        look();

        assertThat(jdbc.sql("select count(*) from evaluation.burn_watches where agreement = :a and look_at is not null")
                        .param("a", name())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from evaluation.burn_marks where agreement = :a")
                        .param("a", name())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theNthViolationOfAContractYearReachesItsTierAndAWithdrawalEndsIt_8() {
        activate();
        day("2026-03-02", 5);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer))
                .extracting(Letter::subject)
                .containsExactly(name() + ": daily was violated (major)");
        assertThat(letters(lead)).isEmpty();

        day("2026-03-03", 5);
        processes.fireDue(instance);
        assertThat(letters(lead)).extracting(Letter::subject).containsExactly(name() + ": daily was violated (major)");
        assertThat(letters(lead).get(0).body()).contains("# 2");
        assertThat(details().subjects())
                .extracting(s -> s.detail().orElse(""))
                .anyMatch(detail -> detail.startsWith("# 1 · 2026-03-02"));

        day("2026-03-02", 500);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        day("2026-03-03", 500);
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(escalation().closing().orElseThrow().note()).isEqualTo("the violation was withdrawn");
    }

    /** Ten requests of a day, of which some are good, or more to make it good after all; received the next night. */
    private void day(String date, long good) {
        Instant at = Instant.parse(date + "T12:00:00Z").plusSeconds(sent);
        Instant night = Instant.parse(date + "T12:00:00Z").plus(Duration.ofHours(13));
        if (night.isAfter(time.now())) {
            time.moveTo(night);
        }
        measurements.take(new Delivery(
                hits,
                List.of(Measurement.of(
                        "d" + sent++, new Content.Counter("checkout", "", at, good, Math.max(10, good)))),
                false,
                lead));
        rollups.settle();
        current.run();
    }

    private Escalation escalation() {
        List<Escalation> all =
                escalations.of(name(), new Interval(Instant.EPOCH, time.now().plusMillis(1)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private EscalationDetails details() {
        return escalations.details(escalation().id());
    }

    private ProcessInstance onlyInstance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(escalation().id().toString())
                .singleResult();
    }

    private List<Letter> letters(PersonId person) {
        return mailbox.of(person, 50).stream()
                .filter(letter -> letter.state() != Letter.State.WITHDRAWN)
                .toList();
    }
}
