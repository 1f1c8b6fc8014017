package io.surety.evaluation.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which minutes a look covers. */
class MomentsTest {

    private static final Instant EDGE = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void theFirstLookIsAtTheLastMinuteAlone() {
        assertThat(Moments.of(Optional.empty(), Optional.of(before(90)), EDGE)).containsExactly(EDGE);
    }

    @Test
    void eachMinuteSinceTheLastLookIsLookedAtOnce() {
        assertThat(Moments.of(Optional.of(before(3)), Optional.empty(), EDGE))
                .containsExactly(before(2), before(1), EDGE);
        assertThat(Moments.of(Optional.of(EDGE), Optional.empty(), EDGE)).isEmpty();
    }

    @Test
    void lateNumbersAreLookedAtFromTheEndOfTheirMinuteOn() {
        assertThat(Moments.of(Optional.of(EDGE), Optional.of(before(2).plusSeconds(59)), EDGE))
                .containsExactly(before(1), EDGE);
        assertThat(Moments.of(Optional.of(EDGE), Optional.of(EDGE), EDGE))
                .as("of the minute that is not over yet")
                .isEmpty();
    }

    @Test
    void howeverLongNobodyLookedTheLooksAreBoundedAndEndNow() {
        List<Instant> moments = Moments.of(Optional.of(before(100_000)), Optional.empty(), EDGE);

        assertThat(moments).hasSizeLessThanOrEqualTo(121).isSorted().endsWith(EDGE);
        assertThat(moments.get(0)).isEqualTo(EDGE.minus(Duration.ofDays(1)));
    }

    private static Instant before(int minutes) {
        return EDGE.minus(Duration.ofMinutes(minutes));
    }
}
