package io.surety.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.evaluation.forecast.BreachForecast.Basis;
import io.surety.evaluation.forecast.Course.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What the clocks of the past say of one that is open ({@code domain.md} 5.3). */
class SimilarClocksTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void theShareThatGoesLateIsThatOfThoseThatWereOpenForAsLong_5_3() {
        Survival survival = survival(met(0.1), met(0.2), met(0.5), met(0.9), late());

        assertThat(survival.lastingAfter(0, 1)).isEqualTo(1 / 5.0, EXACT);
        assertThat(survival.lastingAfter(0.1, 1)).isEqualTo(1 / 4.0, EXACT);
        assertThat(survival.lastingAfter(0.49, 1)).isEqualTo(1 / 3.0, EXACT);
        assertThat(survival.lastingAfter(0.5, 1)).isEqualTo(1 / 2.0, EXACT);
        assertThat(survival.lastingAfter(0.95, 1)).isEqualTo(1, EXACT);
        assertThat(survival.finishedAfter(0)).isEqualTo(5);
        assertThat(survival.finishedAfter(0.5)).isEqualTo(2);
    }

    @Test
    void oneThatMeetsItsTargetToTheMillisecondIsNotLate_3_1() {
        Survival survival = survival(met(1), late());

        assertThat(survival.lastingAfter(0.99, 1)).isEqualTo(0.5, EXACT);
        assertThat(survival.finishedAfter(0.99)).isEqualTo(2);
    }

    /** By hand: 6 at risk at 0.2, of which 1 stops; 3 at 0.6, of which 1 stops: 5/6 × 2/3. */
    @Test
    void whatIsStillOpenCountsForAsLongAsItWasSeen_5_3() {
        List<Course> known = List.of(met(0.2), open(0.3), open(0.5), met(0.6), late(), late());

        Survival survival = survival(known.toArray(Course[]::new));

        assertThat(survival.lastingAfter(0, 1)).isEqualTo(5 / 6.0 * 2 / 3.0, EXACT);
        assertThat(survival.lastingAfter(0.4, 1)).isEqualTo(2 / 3.0, EXACT);
        assertThat(survival.finishedAfter(0)).as("only those that finished").isEqualTo(4);
    }

    @Test
    void aStormOfOpenClocksDoesNotLookPunctualBecauseWhatIsMetIsKnownFirst() {
        List<Course> storm = Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> met(0.05)),
                        IntStream.range(0, 180).mapToObj(i -> open(0.4)))
                .toList();
        BigDecimal said = new SimilarClocks(storm)
                .forecast(at("all", "", 0))
                .probability()
                .orElseThrow();

        // all but a tenth last longer than what is known, and nobody knows how they end
        assertThat(said).isBetween(new BigDecimal("0.4"), new BigDecimal("0.5"));
    }

    @Test
    void fewerThanTenThatLastedAsLongSayNothing_5_3() {
        List<Course> nine =
                new ArrayList<>(IntStream.range(0, 8).mapToObj(i -> met(0.5)).toList());
        nine.add(late());
        nine.add(met(0.1));

        assertThat(new SimilarClocks(nine).forecast(at("all", "", 0.2))).isEqualTo(BreachForecast.tooFew(9));
        BreachForecast ten = new SimilarClocks(nine).forecast(at("all", "", 0.05));
        assertThat(ten.similar()).isEqualTo(10);
        assertThat(ten.probability()).isPresent();
    }

    @Test
    void theNarrowestGroupWithEnoughClocksCounts_5_3() {
        List<Course> known = new ArrayList<>();
        IntStream.range(0, 30)
                .forEach(i -> known.add(new Course(
                        "p1", "1", i < 27 ? 1 : 0.5, Optional.empty(), i < 27 ? Outcome.LATE : Outcome.MET)));
        IntStream.range(0, 12).forEach(i -> known.add(new Course("p1", "2", 0.5, Optional.empty(), Outcome.MET)));
        IntStream.range(0, 9).forEach(i -> known.add(new Course("p1", "3", 0.5, Optional.empty(), Outcome.MET)));
        IntStream.range(0, 9).forEach(i -> known.add(new Course("p4", "4", 0.5, Optional.empty(), Outcome.MET)));
        SimilarClocks similar = new SimilarClocks(known);

        BreachForecast first = similar.forecast(at("p1", "1", 0));
        assertThat(first.basis()).contains(Basis.PRIORITY);
        assertThat(first.similar()).isEqualTo(30);
        assertThat(first.probability().orElseThrow()).isGreaterThan(new BigDecimal("0.75"));
        assertThat(similar.forecast(at("p1", "2", 0)).similar()).isEqualTo(12);
        assertThat(similar.forecast(at("p1", "2", 0)).probability().orElseThrow())
                .isLessThan(new BigDecimal("0.35"));
        assertThat(similar.forecast(at("p1", "3", 0)).basis()).contains(Basis.TARGET);
        assertThat(similar.forecast(at("p1", "", 0)).similar()).isEqualTo(51);
        assertThat(similar.forecast(at("p4", "4", 0)).basis()).contains(Basis.TERM);
        assertThat(similar.forecast(at("p4", "4", 0)).similar()).isEqualTo(60);
    }

    /** Of those that waited half stop out of the wait; of the others nearly all go late. */
    @Test
    void oneThatHasWaitedIsLikeThoseThatHadWaitedToo_5_3() {
        List<Course> known = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> known.add(late()));
        IntStream.range(0, 40).forEach(i -> known.add(new Course("all", "", 0.5, Optional.of(0.5), Outcome.MET)));
        IntStream.range(0, 40).forEach(i -> known.add(new Course("all", "", 1, Optional.of(0.4), Outcome.LATE)));
        SimilarClocks similar = new SimilarClocks(known);

        BreachForecast waiting = similar.forecast(new Course("all", "", 0.6, Optional.of(0.6), Outcome.OPEN));
        assertThat(waiting.basis()).contains(Basis.WAITED);
        assertThat(waiting.similar()).isEqualTo(80);
        assertThat(waiting.probability().orElseThrow()).isBetween(new BigDecimal("0.5"), new BigDecimal("0.6"));
        BreachForecast goesOn = similar.forecast(new Course("all", "", 0.7, Optional.of(0.6), Outcome.OPEN));
        assertThat(goesOn.similar())
                .as("those that stopped out of the wait are gone")
                .isEqualTo(40);
        assertThat(goesOn.probability().orElseThrow()).isGreaterThan(new BigDecimal("0.95"));
        assertThat(similar.forecast(at("all", "", 0.6)).basis()).contains(Basis.TARGET);
    }

    @Test
    void beyondWhatWasSeenOfAnybodyOneHalfIsTaken() {
        Survival survival = survival(met(0.2), open(0.5), open(0.6));

        assertThat(survival.lastingAfter(0, 1)).isEqualTo(2 / 3.0 / 2, EXACT);
        assertThat(survival.lastingAfter(0, 0.6)).isEqualTo(2 / 3.0, EXACT);
    }

    @Test
    void anEstimateIsNeverCertain() {
        List<Course> late = IntStream.range(0, 100_000).mapToObj(i -> late()).toList();
        List<Course> met = IntStream.range(0, 100_000).mapToObj(i -> met(0.5)).toList();

        assertThat(new SimilarClocks(late).forecast(at("all", "", 0)).probability())
                .contains(new BigDecimal("0.9999"));
        assertThat(new SimilarClocks(met).forecast(at("all", "", 0)).probability())
                .contains(new BigDecimal("0.0001"));
    }

    @Test
    void theOrderOfTheClocksChangesNothing_5_2() {
        Random random = new Random(1);
        List<Course> known = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Outcome outcome = Outcome.values()[random.nextInt(3)];
            known.add(new Course(
                    "t" + random.nextInt(2), "p" + random.nextInt(2), random.nextDouble(), Optional.empty(), outcome));
        }
        for (double used = 0; used < 0.9; used += 0.3) {
            BreachForecast expected = new SimilarClocks(known).forecast(at("t0", "p0", used));
            assertThat(expected.probability()).isPresent();
            for (int seed = 0; seed < 100; seed++) {
                Collections.shuffle(known, new Random(seed));
                assertThat(new SimilarClocks(known).forecast(at("t0", "p0", used)))
                        .isEqualTo(expected);
            }
        }
    }

    /** What is drawn by a known law is found again: the mean of the outcomes of which about p is said is about p. */
    @Test
    void theProbabilitiesAreCalibrated_5_3() {
        Random random = new Random(3);
        List<Course> past = drawn(random, 4000);
        SimilarClocks similar = new SimilarClocks(past);
        for (double used : new double[] {0, 0.25, 0.5, 0.75}) {
            List<Course> lasted = drawn(random, 20_000).stream()
                    .filter(c -> c.late() || c.used() > used)
                    .toList();
            double late = (double) lasted.stream().filter(Course::late).count() / lasted.size();
            assertThat(similar.forecast(at("all", "", used))
                            .probability()
                            .orElseThrow()
                            .doubleValue())
                    .isEqualTo(late, within(0.03));
        }
    }

    /** Half of them stop evenly over one and a half targets, half of them soon. */
    private static List<Course> drawn(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextDouble() * (random.nextBoolean() ? 1.5 : 0.3))
                .map(used -> used > 1 ? late() : met(used))
                .toList();
    }

    private static Survival survival(Course... courses) {
        return new Survival(Stream.of(courses).map(Course::stretch).toList());
    }

    private static Course at(String target, String priority, double used) {
        return new Course(target, priority, used, Optional.empty(), Outcome.OPEN);
    }

    private static Course met(double used) {
        return new Course("all", "", used, Optional.empty(), Outcome.MET);
    }

    private static Course open(double used) {
        return new Course("all", "", used, Optional.empty(), Outcome.OPEN);
    }

    private static Course late() {
        return new Course("all", "", 1, Optional.empty(), Outcome.LATE);
    }
}
