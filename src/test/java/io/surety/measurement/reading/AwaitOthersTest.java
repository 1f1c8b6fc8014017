package io.surety.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a delivery waits for another one, how long, and when it stops to expect it. */
class AwaitOthersTest {

    private static final long WRITE = TimeUnit.MICROSECONDS.toNanos(300);
    private static final long LONGEST = TimeUnit.MICROSECONDS.toNanos(500);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AwaitOthers others = new AwaitOthers(nanos::get);

    private void writes(int times, int deliveries, int there, long took) {
        for (int i = 0; i < times; i++) {
            others.begins(deliveries, 0);
            others.ended(there, took);
        }
    }

    private long patienceOfOne() {
        return others.patience(1, 0, others.now());
    }

    @Test
    void neverLetsALonelyDeliveryWait() {
        assertThat(patienceOfOne()).as("nothing is known yet").isZero();
        writes(100, 1, 1, WRITE);
        assertThat(patienceOfOne()).isZero();
    }

    @Test
    void waitsForASecondOneAtMostAsLongAsAWriteTakesLately() {
        writes(100, 2, 2, WRITE);

        assertThat(patienceOfOne()).isBetween(WRITE * 9 / 10, WRITE);
        assertThat(others.patience(2, 0, others.now())).as("both are there").isZero();
        long cameAt = others.now();
        nanos.addAndGet(WRITE / 3);
        assertThat(others.patience(1, 0, cameAt)).isBetween(WRITE / 2, WRITE * 2 / 3);
        nanos.addAndGet(WRITE);
        assertThat(others.patience(1, 0, cameAt)).as("it waited long enough").isZero();
    }

    @Test
    void neverWaitsLongerThanHalfAMillisecondHoweverSlowTheDiskIs() {
        writes(100, 2, 2, TimeUnit.SECONDS.toNanos(2));
        assertThat(patienceOfOne()).isEqualTo(LONGEST);
    }

    @Test
    void expectsNobodyWhoIsBeingWrittenAtThisMoment() {
        writes(100, 2, 4, WRITE);
        assertThat(others.patience(1, 2, others.now()))
                .as("two more are on their way")
                .isPositive();
        assertThat(others.patience(1, 3, others.now()))
                .as("this is the last of four")
                .isZero();
        assertThat(others.patience(1, 9, others.now())).isZero();
    }

    @Test
    void expectsTheOtherOneNoMoreAfterItStayedAway() {
        writes(100, 2, 2, WRITE);
        writes(1, 1, 1, WRITE);
        assertThat(patienceOfOne()).isZero();
        writes(10, 1, 1, WRITE);
        assertThat(patienceOfOne()).isZero();
    }

    @Test
    void givesUpForTwiceAsManyWritesEachTimeThatItWaitedInVain() {
        writes(100, 1, 2, WRITE);
        int waited = 0;
        for (int i = 0; i < 1000; i++) {
            waited += patienceOfOne() > 0 ? 1 : 0;
            writes(1, 1, 2, WRITE);
        }
        assertThat(waited).as("others come by chance, and never back").isBetween(1, 1000 / 50);

        while (patienceOfOne() == 0) {
            writes(1, 1, 2, WRITE);
        }
        writes(1, 2, 2, WRITE);
        assertThat(patienceOfOne()).as("two came together again").isPositive();
        writes(2, 1, 2, WRITE);
        assertThat(patienceOfOne())
                .as("the first one that stays away costs one write only")
                .isPositive();
    }
}
