package io.surety.evaluation.budget;

import static io.surety.evaluation.budget.SpendingTest.spent;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.budget.BurnWalk.Run;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where burning begins and ends ({@code domain.md} 5.4, 8). */
class BurnWalkTest {

    private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");
    private static final Ratio FACTOR = Ratio.of(72, 5);
    private static final Ratio GOAL = Ratio.of(19, 20);

    /** Of 1,000 events: a burn rate of 14.4 is 720 bad ones. */
    private static final Spending AT = spent(1_000, 720, GOAL);

    private static final Spending ABOVE = spent(1_000, 721, GOAL);
    private static final Spending BELOW = spent(1_000, 1, GOAL);
    private static final Spending SILENT = Spending.NONE;

    @Test
    void exactlyTheFactorDoesNotFireAndOneMoreDoesInBothWindows_5_4() {
        assertThat(AT.burn()).contains(FACTOR);
        assertThat(first(AT, ABOVE)).isEmpty();
        assertThat(first(ABOVE, AT)).isEmpty();
        assertThat(first(ABOVE, ABOVE)).containsExactly(new Run(T, burn(ABOVE), burn(ABOVE), Optional.empty()));
    }

    @Test
    void withoutDataNothingFires_5_4() {
        assertThat(first(SILENT, ABOVE)).isEmpty();
        assertThat(first(ABOVE, SILENT)).isEmpty();
    }

    @Test
    void itEndsWhereTheShortWindowExceedsNoMoreAndNotWhereNothingIsKnown_8() {
        BurnWalk walk = walk(List.of(), Optional.empty());
        walk.look(minute(0), ABOVE, () -> ABOVE);
        walk.look(minute(1), SILENT, () -> SILENT);
        walk.look(minute(2), ABOVE, () -> BELOW);
        assertThat(walk.found()).singleElement().satisfies(run -> assertThat(run.endedAt())
                .isEmpty());
        walk.look(minute(3), AT, () -> ABOVE);
        assertThat(walk.found()).singleElement().satisfies(run -> assertThat(run.endedAt())
                .contains(minute(3)));
    }

    @Test
    void aRecordedEpisodeIsEndedOnceAndNotFoundAgain_8() {
        Episode open = episode(minute(0), Optional.empty());
        BurnWalk walk = walk(List.of(open), Optional.of(minute(2)));
        walk.look(minute(1), BELOW, () -> BELOW);
        assertThat(walk.ended()).as("late numbers end nothing that went on").isEmpty();
        walk.look(minute(3), ABOVE, () -> ABOVE);
        walk.look(minute(4), BELOW, () -> BELOW);
        walk.look(minute(5), BELOW, () -> BELOW);
        assertThat(walk.ended()).contains(new BurnWalk.End(open.id(), minute(4)));
        assertThat(walk.found()).isEmpty();
    }

    @Test
    void whatBurnsAnewIsAnotherEpisode_8() {
        BurnWalk walk = walk(List.of(episode(minute(0), Optional.empty())), Optional.of(minute(0)));
        walk.look(minute(1), BELOW, () -> BELOW);
        walk.look(minute(2), ABOVE, () -> ABOVE);
        assertThat(walk.found()).extracting(Run::beganAt).containsExactly(minute(2));
    }

    @Test
    void lateNumbersThatShowAnEarlierBeginningOfARecordedEpisodeTellNothing_8() {
        BurnWalk walk = walk(List.of(episode(minute(3), Optional.of(minute(5)))), Optional.of(minute(9)));
        IntStream.range(0, 6).forEach(m -> walk.look(minute(m), m < 5 ? ABOVE : BELOW, () -> ABOVE));
        assertThat(walk.found()).isEmpty();
        assertThat(walk.ended()).isEmpty();
    }

    /** However the minutes are cut into looks, and however often old ones are looked at again. */
    @Test
    void looksInAnyPiecesAndRepeatedFindTheSameEpisodes_8() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<Spending> minutes = IntStream.range(0, 40)
                    .mapToObj(m -> List.of(ABOVE, ABOVE, AT, BELOW, SILENT).get(random.nextInt(5)))
                    .toList();
            List<Episode> inOne = looked(minutes, List.of(0, 40));
            List<Integer> cuts = new ArrayList<>(List.of(0));
            while (cuts.get(cuts.size() - 1) < 40) {
                cuts.add(Math.min(40, cuts.get(cuts.size() - 1) + 1 + random.nextInt(9)));
            }
            assertThat(looked(minutes, cuts))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                    .containsExactlyElementsOf(inOne);
        }
    }

    /** Each look begins up to four minutes before the end of the one before. */
    private static List<Episode> looked(List<Spending> minutes, List<Integer> cuts) {
        List<Episode> recorded = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            int from = cuts.get(i - 1);
            BurnWalk walk = walk(recorded, from == 0 ? Optional.empty() : Optional.of(minute(from - 1)));
            for (int m = Math.max(0, from - 4); m < cuts.get(i); m++) {
                Spending spending = minutes.get(m);
                walk.look(minute(m), spending, () -> spending);
            }
            walk.ended()
                    .ifPresent(end -> recorded.replaceAll(
                            e -> e.id().equals(end.episode()) ? episode(e.beganAt(), Optional.of(end.at())) : e));
            walk.found().forEach(run -> recorded.add(episode(run.beganAt(), run.endedAt())));
        }
        return recorded;
    }

    private static List<Run> first(Spending shorter, Spending longer) {
        BurnWalk walk = walk(List.of(), Optional.empty());
        walk.look(T, shorter, () -> longer);
        return walk.found();
    }

    private static BurnWalk walk(List<Episode> recorded, Optional<Instant> lookedUntil) {
        return new BurnWalk(FACTOR, recorded, lookedUntil);
    }

    private static Ratio burn(Spending spending) {
        return spending.burn().orElseThrow();
    }

    private static Instant minute(int minute) {
        return T.plus(Duration.ofMinutes(minute));
    }

    private static Episode episode(Instant began, Optional<Instant> ended) {
        return new Episode(
                UUID.randomUUID(),
                new VersionRef("checkout", 1),
                "ok",
                Optional.empty(),
                "14.4 PT1H PT5M",
                began,
                burn(ABOVE),
                burn(ABOVE),
                false,
                ended);
    }
}
