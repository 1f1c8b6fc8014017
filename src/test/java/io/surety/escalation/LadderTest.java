package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.agreement.document.EscalationPolicy.Receiver;
import io.surety.agreement.document.EscalationPolicy.Repeat;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.calendar.Span;
import io.surety.escalation.Ladder.Step;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a round does when; both sides of each limit. */
class LadderTest {

    private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");
    private static final Ladder.Moments WALL = new Ladder.Moments() {
        @Override
        public Instant after(Instant start, Span length) {
            return start.plus(((Span.OpenTime) length).duration());
        }

        @Override
        public Instant audible(Instant at) {
            return at;
        }
    };

    private final List<Tier> tiers = List.of(
            tier(new At(Ratio.parsePercent("75%"), null, null, null, null, null), null),
            tier(new At(null, null, true, null, null, null), new Repeat(minutes(5), 3)),
            tier(new At(null, null, null, minutes(15), null, null), null));

    @Test
    void nothingIsDueBeforeAMarkIsReachedButTheEndOfItsLife() {
        Ladder ladder = ladder(progress(null, null, null));
        assertThat(ladder.dueBy(T.plus(Ladder.LIFE).minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(T.plus(Ladder.LIFE))).containsExactly(new Step.Lapse(T.plus(Ladder.LIFE)));
    }

    @Test
    void aReachedTierIsDueAtItsTrueInstant() {
        Ladder ladder = ladder(List.of(reached(0, T), open(1), open(2)));
        assertThat(ladder.dueBy(T.minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(T)).containsExactly(new Step.Fire(0, T, T));
    }

    @Test
    void whatIsNotAcknowledgedCountsFromWhenTheTierBeforeWasTold() {
        Ladder ladder = ladder(List.of(open(0), fired(1, T, 3), open(2)));
        Instant due = T.plusSeconds(900);
        assertThat(ladder.dueBy(due.minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(due)).containsExactly(new Step.Fire(2, due, due));
        assertThat(ladder.nextAfter(T)).isEqualTo(due);
    }

    @Test
    void silenceAfterTiersThatNeedNotFireTogetherCountsFromTheFirstThatDid_8() {
        Burn fast = new Burn(new BigDecimal("14.4"), minutes(60), minutes(5));
        Burn slow = new Burn(BigDecimal.valueOf(6), minutes(360), minutes(30));
        List<Tier> burns = List.of(
                tier(new At(null, null, null, null, null, fast), null),
                tier(new At(null, null, null, null, null, slow), null),
                tier(new At(null, null, null, minutes(15), null, null), null),
                tier(new At(null, null, null, minutes(30), null, null), null));
        Instant due = T.plusSeconds(900);

        assertThat(ladder(burns, List.of(fired(0, T, 0), open(1), open(2), open(3)))
                        .dueBy(due))
                .containsExactly(new Step.Fire(2, due, due));
        assertThat(ladder(burns, List.of(open(0), fired(1, T, 0), open(2), open(3)))
                        .dueBy(due))
                .containsExactly(new Step.Fire(2, due, due));
        assertThat(ladder(burns, List.of(fired(0, T.plusSeconds(60), 0), fired(1, T, 0), open(2), open(3)))
                        .dueBy(due))
                .containsExactly(new Step.Fire(2, due, due));
        assertThat(ladder(burns, List.of(open(0), open(1), open(2), open(3))).dueBy(T.plusSeconds(90_000)))
                .isEmpty();
        assertThat(ladder(burns, List.of(fired(0, T, 0), open(1), fired(2, due, 0), open(3)))
                        .nextAfter(due))
                .as("what is still not acknowledged waits for the tier before it")
                .isEqualTo(due.plusSeconds(1800));
    }

    @Test
    void afterASkippedTierTheNextIsDueAtOnce() {
        TierProgress skipped = new TierProgress(1, Optional.of(T), Optional.of(T), true, 0);
        assertThat(ladder(List.of(open(0), skipped, open(2))).dueBy(T)).containsExactly(new Step.Fire(2, T, T));
    }

    @Test
    void repeatsAreBoundedAndThoseMissedAreOne() {
        Ladder first = ladder(List.of(open(0), fired(1, T, 0), open(2)));
        assertThat(first.nextAfter(T)).isEqualTo(T.plusSeconds(300));
        assertThat(first.dueBy(T.plusSeconds(599)))
                .containsExactly(new Step.Repeat(1, 1, T.plusSeconds(300), T.plusSeconds(300)));
        assertThat(first.dueBy(T.plusSeconds(600)))
                .containsExactly(new Step.Repeat(1, 2, T.plusSeconds(600), T.plusSeconds(600)));

        Ladder done = ladder(List.of(open(0), fired(1, T, 3), fired(2, T, 0)));
        assertThat(done.dueBy(T.plus(Duration.ofDays(29)))).isEmpty();
    }

    @Test
    void anAcknowledgementStopsAllUntilItIsOver() {
        Instant until = T.plus(Duration.ofHours(4));
        Ladder ladder = new Ladder(
                tiers,
                List.of(reached(0, T), fired(1, T, 0), open(2)),
                T,
                Optional.of(new Escalation.Acknowledgement(new PersonId("nora"), T, until, 1)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                WALL);
        assertThat(ladder.dueBy(until.minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(until)).containsExactly(new Step.AcknowledgementOver(until));
    }

    @Test
    void goesOnAboveTheAcknowledgedTierAndNotBelow() {
        Instant over = T.plus(Duration.ofHours(4));
        Ladder ladder = resumed(List.of(reached(0, T), fired(1, T, 0), open(2)), new Escalation.Resume(2, over));
        assertThat(ladder.dueBy(over.minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(over)).containsExactly(new Step.Fire(2, over, over));
    }

    @Test
    void aboveTheLastTierTheLastIsToldOnceMore() {
        Instant over = T.plus(Duration.ofHours(4));
        Escalation.Resume past = new Escalation.Resume(3, over);
        assertThat(resumed(List.of(open(0), fired(1, T, 3), fired(2, T, 0)), past)
                        .dueBy(over))
                .containsExactly(new Step.Repeat(2, 1, over, over));
        assertThat(resumed(List.of(open(0), fired(1, T, 3), fired(2, over, 1)), past)
                        .dueBy(over.plusSeconds(3600)))
                .isEmpty();
    }

    @Test
    void standsStillWhileFrozenAndMakesUpForItAfterwards() {
        List<TierProgress> told = List.of(fired(0, T, 0), fired(1, T, 3), open(2));
        Interval freeze = new Interval(T.plusSeconds(600), T.plusSeconds(4200));
        Ladder frozen = new Ladder(
                tiers,
                told,
                T,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(T.plusSeconds(600)),
                WALL);
        assertThat(frozen.dueBy(T.plusSeconds(3600))).isEmpty();

        Ladder thawed = new Ladder(
                tiers,
                told,
                T,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(freeze),
                Optional.empty(),
                WALL);
        assertThat(thawed.nextAfter(T)).isEqualTo(T.plusSeconds(900 + 3600));
    }

    @Test
    void whoJoinedIsToldWithinTheHour() {
        Ladder ladder = new Ladder(
                tiers,
                List.of(fired(0, T, 0), open(1), open(2)),
                T,
                Optional.empty(),
                Optional.empty(),
                Optional.of(T),
                List.of(),
                Optional.empty(),
                WALL);
        Instant due = T.plus(Ladder.DIGEST);
        assertThat(ladder.dueBy(due.minusMillis(1))).isEmpty();
        assertThat(ladder.dueBy(due)).containsExactly(new Step.Digest(due, due));
    }

    private Ladder ladder(List<TierProgress> progress) {
        return ladder(tiers, progress);
    }

    private static Ladder ladder(List<Tier> tiers, List<TierProgress> progress) {
        return new Ladder(
                tiers,
                progress,
                T,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                WALL);
    }

    private Ladder resumed(List<TierProgress> progress, Escalation.Resume resume) {
        return new Ladder(
                tiers,
                progress,
                T,
                Optional.empty(),
                Optional.of(resume),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                WALL);
    }

    private static List<TierProgress> progress(@Nullable Instant... reached) {
        List<TierProgress> progress = new ArrayList<>();
        for (int i = 0; i < reached.length; i++) {
            progress.add(new TierProgress(i, Optional.ofNullable(reached[i]), Optional.empty(), false, 0));
        }
        return progress;
    }

    private static TierProgress open(int tier) {
        return new TierProgress(tier, Optional.empty(), Optional.empty(), false, 0);
    }

    private static TierProgress reached(int tier, Instant at) {
        return new TierProgress(tier, Optional.of(at), Optional.empty(), false, 0);
    }

    private static TierProgress fired(int tier, Instant at, int repeats) {
        return new TierProgress(tier, Optional.of(at), Optional.of(at), false, repeats);
    }

    private static Tier tier(At at, @Nullable Repeat repeat) {
        return new Tier(at, List.of(new Receiver("lead", null)), List.of(Channel.MAIL), null, minutes(240), repeat);
    }

    private static Span minutes(int minutes) {
        return new Span.OpenTime(Duration.ofMinutes(minutes));
    }
}
