package io.surety.evaluation.budget;

import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Walks over instants in order and finds where burning begins and ends, for one rule and target. What overlaps a recorded
 * episode is that episode and is not found again, so that late numbers and repeated looks tell nothing twice. Pure.
 */
final class BurnWalk {

    /** @param endedAt empty if it still burns at the last instant */
    record Run(Instant beganAt, Ratio longBurn, Ratio shortBurn, Optional<Instant> endedAt) {}

    /** A recorded episode that is over now. */
    record End(UUID episode, Instant at) {}

    private final Ratio factor;
    private final List<Episode> recorded;
    private final Optional<Instant> lookedUntil;
    private final List<Run> found = new ArrayList<>();
    private Optional<Run> burning = Optional.empty();
    private Optional<End> end = Optional.empty();

    /**
     * @param recorded episodes of the rule and target; at most one is open
     * @param lookedUntil the last instant that was looked at before
     */
    BurnWalk(Ratio factor, List<Episode> recorded, Optional<Instant> lookedUntil) {
        this.factor = factor;
        this.recorded = List.copyOf(recorded);
        this.lookedUntil = lookedUntil;
    }

    /** @param longer asked for only where the short window exceeds the factor */
    void look(Instant at, Spending shorter, Supplier<Spending> longer) {
        Optional<Episode> covering =
                recorded.stream().filter(episode -> covers(episode, at)).findFirst();
        if (covering.isPresent()) {
            burning = Optional.empty(); // it ran into one that is recorded, and is the same
            end(covering.get(), at, shorter);
        } else if (burning.isPresent()) {
            if (isOver(shorter)) {
                Run run = burning.get();
                found.add(new Run(run.beganAt(), run.longBurn(), run.shortBurn(), Optional.of(at)));
                burning = Optional.empty();
            }
        } else if (Burns.exceeds(shorter, factor)) {
            Spending longSpent = longer.get();
            if (Burns.exceeds(longSpent, factor)) {
                burning = Optional.of(new Run(
                        at, longSpent.burn().orElseThrow(), shorter.burn().orElseThrow(), Optional.empty()));
            }
        }
    }

    private boolean covers(Episode episode, Instant at) {
        return episode.covers(at)
                && end.filter(e -> e.episode().equals(episode.id()) && !at.isBefore(e.at()))
                        .isEmpty();
    }

    /** Only by an instant that was not looked at before: late numbers do not end what went on after them. */
    private void end(Episode open, Instant at, Spending shorter) {
        if (open.isOpen() && lookedUntil.map(at::isAfter).orElse(true) && isOver(shorter)) {
            end = Optional.of(new End(open.id(), at));
        }
    }

    /** Without data nothing begins, and nothing ends. */
    private boolean isOver(Spending shorter) {
        return shorter.burn().filter(burn -> burn.compareTo(factor) <= 0).isPresent();
    }

    /** What was found that is not recorded, in order; only the last may still burn. */
    List<Run> found() {
        List<Run> all = new ArrayList<>(found);
        burning.ifPresent(all::add);
        return all;
    }

    Optional<End> ended() {
        return end;
    }
}
