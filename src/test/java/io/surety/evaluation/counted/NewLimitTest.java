package io.surety.evaluation.counted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.measurement.Content;
import io.surety.measurement.Rollups;
import io.surety.testing.IntoForce;
import io.surety.testing.LockWaits;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A version whose term counts values within a limit that nobody has counted before. */
@WholeApplicationTest
class NewLimitTest {

    private final ApplicationContext context;
    private final PortalScene scene;
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @Autowired
    NewLimitTest(ApplicationContext context) {
        this.context = context;
        this.scene = new PortalScene(context);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /**
     * The successor cuts the version whose numbers are being folded. Its limit waits for the folding, which marks the
     * periods of that version; so does the successor.
     */
    @Test
    void aSuccessorWithANewLimitAndTheFoldingOfWhatItReplacesDoNotWaitForEachOther() throws Exception {
        scene.keepInForce(scene.activate(scene.agreement, text("2026-01-01", 300)));
        VersionRef successor = IntoForce.approve(
                context.getBean(Agreements.class),
                context.getBean(ReadDocument.class),
                text("2026-01-20", 200),
                scene.nora);
        scene.at("2026-02-02T09:00:00Z");
        scene.judge();
        scene.deliver(
                "g1", 0, new Content.Gauge("portal", "", Instant.parse("2026-01-15T10:00:00Z"), new BigDecimal("250")));
        TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        LockWaits waits = new LockWaits(jdbc);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);

        Future<?> holder = threads.submit(() -> transaction.executeWithoutResult(status -> {
            jdbc.sql("lock table measurement.rollups_minute in access exclusive mode")
                    .update();
            locked.countDown();
            await(letGo);
        }));
        await(locked);
        Future<?> folds = threads.submit(() -> context.getBean(Rollups.class).settle());
        waits.await(1, folds);
        Future<?> activates = threads.submit(
                () -> context.getBean(Agreements.class).move(successor, VersionState.ACTIVE, scene.nora, "test"));
        waits.await(2, activates);
        letGo.countDown();

        for (Future<?> each : List.of(holder, folds, activates)) {
            assertThatCode(each::get).doesNotThrowAnyException();
        }
        assertThat(context.getBean(Agreements.class).get(successor).state()).isEqualTo(VersionState.ACTIVE);
    }

    private String text(String start, int limit) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Portal}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "%s", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: portal, description: portal, notIncluded: [payment]}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %s, kind: samples, staleAfter: PT1H, complete: watermark}]
                  terms:
                    - id: fast
                      service: portal
                      obligated: provider
                      measure: {kind: threshold, source: %s, limit: {atMost: "%d", unit: ms}, method: occurrences}
                      target: {share: "90%%", calendar: always, per: month}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                .formatted(scene.agreement, scene.provider, scene.customer, start, scene.source, scene.source, limit);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
