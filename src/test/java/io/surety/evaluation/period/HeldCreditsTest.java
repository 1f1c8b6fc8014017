package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.testing.LockWaits;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Credits that are held, of many agreements and on several nodes ({@code domain.md} 6.2). */
@WholeApplicationTest
@ExtendWith(OutputCaptureExtension.class)
class HeldCreditsTest {

    private static final String CREDIT =
            "      credit: {base: agreement, tiers: [{below: \"99%\", percent: \"10\"}], earnBack: {periods: 1}}"
                    + "\n  creditLimits: {stacking: sum}";
    private static final Instant FEBRUARY = Instant.parse("2026-01-31T23:00:00Z");

    private final ApplicationContext context;
    private final Credits credits;
    private final JdbcClient jdbc;
    private final MovedTimeSource time;
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @Autowired
    HeldCreditsTest(ApplicationContext context) {
        this.context = context;
        this.credits = context.getBean(Credits.class);
        this.jdbc = context.getBean(JdbcClient.class);
        this.time = context.getBean(MovedTimeSource.class);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** Both agreements end in time, so that nothing can be earned back; the one that is found first cannot be read. */
    @Test
    void anAgreementWhoseCreditsCannotBeLookedAtHoldsUpNoOther_6_2(CapturedOutput output) {
        List<PortalScene> scenes = Stream.generate(() -> new PortalScene(context))
                .limit(2)
                .peek(this::held)
                .sorted(Comparator.comparing(scene -> credit(scene, 0).id().toString()))
                .toList();
        scenes.forEach(scene -> context.getBean(Agreements.class)
                .endValidity(new VersionRef(scene.agreement, 1), FEBRUARY, scene.nora));
        PortalScene broken = scenes.get(0);
        setVersion(broken, 99);

        look();

        assertThat(credit(scenes.get(1), 0).state()).isEqualTo(Credit.State.ISSUED);
        assertThat(credit(broken, 0).state()).isEqualTo(Credit.State.HELD);
        assertThat(output).contains(broken.agreement + " cannot be looked at");

        setVersion(broken, 1);
        look();

        assertThat(credit(broken, 0).state()).as("looked at again").isEqualTo(Credit.State.ISSUED);
    }

    @Test
    void aVerdictWhoseCreditCannotBeSettledKeepsNoOtherFromBeingFinal_5_2(CapturedOutput output) {
        List<PortalScene> scenes =
                Stream.generate(() -> new PortalScene(context)).limit(2).toList();
        scenes.forEach(scene -> scene.activate(CREDIT));
        scenes.forEach(scene -> fail(scene, "2026-01-12", "2026-02-02"));
        PortalScene broken = scenes.get(0);
        setVersion(broken, 99);

        finalOn(broken, "2026-02-12T09:00:00Z");

        assertThat(scenes.get(1).verdict("2026-01-15").state()).isEqualTo(PeriodState.FINAL);
        assertThat(credit(scenes.get(1), 0).state()).isEqualTo(Credit.State.HELD);
        assertThat(broken.verdict("2026-01-15").state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(output).contains(broken.agreement + "@1 portal-up from 2025-12-31T23:00:00Z cannot become final");

        setVersion(broken, 1);
        look();

        assertThat(broken.verdict("2026-01-15").state()).as("tried again").isEqualTo(PeriodState.FINAL);
    }

    /**
     * March and February are held and January is issued. Who looks has locked February and waits for March, which somebody
     * else holds; then who judges comes, and locks the credits from January on.
     */
    @Test
    void whoLooksAtWhatIsHeldAndWhoJudgesDoNotWaitForEachOther_6_2(CapturedOutput log) throws Exception {
        PortalScene scene = new PortalScene(context);
        VersionRef version = untilMarchIsEarnedBack(scene);
        scene.deliver("fault-2026-01-12", 1, new Content.Withdrawn(Kind.OUTAGE));
        holdAgain(credit(scene, 1));
        holdAgain(credit(scene, 2));
        time.moveBy(Duration.ofMinutes(2));
        LockWaits waits = new LockWaits(jdbc);
        TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);

        Future<?> holder = threads.submit(() -> transaction.executeWithoutResult(status -> {
            credits.lock(credit(scene, 2).id());
            locked.countDown();
            await(letGo);
        }));
        await(locked);
        Future<?> looks =
                threads.submit(() -> context.getBean(SettleCredits.class).due(() -> false));
        waits.await(1, looks);
        Future<?> judges =
                threads.submit(() -> transaction.executeWithoutResult(status -> context.getBean(JudgePeriod.class)
                        .judgeAgain(version, "portal-up", Instant.parse("2025-12-31T23:00:00Z"))));
        waits.await(2, judges);
        letGo.countDown();

        for (Future<?> each : List.of(holder, looks, judges)) {
            assertThatCode(each::get).doesNotThrowAnyException();
        }
        assertThat(log).doesNotContain("What is held of " + scene.agreement);
        assertThat(credits.of(scene.agreement))
                .extracting(c -> c.state() + " " + c.amount().intValue())
                .containsExactly("IN_DECISION 0", "ISSUED 100", "CANCELLED 0");
    }

    /** January is missed, and its credit held for February. */
    private void held(PortalScene scene) {
        scene.activate(CREDIT);
        fail(scene, "2026-01-12", "2026-02-02");
        finalOn(scene, "2026-02-12T09:00:00Z");
        assertThat(credit(scene, 0).state()).isEqualTo(Credit.State.HELD);
    }

    /** January, February and March are missed, April is not, and all are final. */
    private VersionRef untilMarchIsEarnedBack(PortalScene scene) {
        VersionRef version = scene.activate(CREDIT);
        fail(scene, "2026-01-12", "2026-02-02");
        fail(scene, "2026-02-12", "2026-03-02");
        fail(scene, "2026-03-12", "2026-04-02");
        scene.at("2026-05-02T09:00:00Z");
        scene.fault("2026-04-12T00:00:00Z", Duration.ofMinutes(1));
        finalOn(scene, "2026-05-12T09:00:00Z");
        assertThat(credits.of(scene.agreement))
                .extracting(Credit::state)
                .containsExactly(Credit.State.ISSUED, Credit.State.ISSUED, Credit.State.CANCELLED);
        return version;
    }

    /** As it stood before anybody looked at it. */
    private void holdAgain(Credit credit) {
        jdbc.sql("delete from evaluation.credit_notes where credit = :id")
                .param("id", credit.id())
                .update();
        jdbc.sql("update evaluation.credits set state = 'HELD', amount = 100 where id = :id")
                .param("id", credit.id())
                .update();
    }

    private void fail(PortalScene scene, String day, String judgedOn) {
        scene.at(day + "T20:00:00Z");
        scene.deliver("fault-" + day, 0, scene.outage(day + "T00:00:00Z", Duration.ofHours(10), "fault", null));
        scene.at(judgedOn + "T09:00:00Z");
        scene.known();
        scene.judge();
    }

    private static void finalOn(PortalScene scene, String instant) {
        scene.at(instant);
        scene.judge();
    }

    private void look() {
        time.moveBy(Duration.ofMinutes(1));
        context.getBean(KeepVerdictsCurrent.class).run();
    }

    private Credit credit(PortalScene scene, int number) {
        return credits.of(scene.agreement).get(number);
    }

    private void setVersion(PortalScene scene, int number) {
        UUID id = credit(scene, 0).id();
        jdbc.sql("update evaluation.credits set version = :version where id = :id")
                .param("version", number)
                .param("id", id)
                .update();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
