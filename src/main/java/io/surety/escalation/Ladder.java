package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a round of an escalation is to do next, and when: the policy's tiers, what has been done of them, and the rules
 * of the domain. Pure; it knows no clock but the instants it is given.
 *
 * @param tiers of the policy
 * @param progress of each of them, in the same order
 * @param openedAt when the escalation was opened
 * @param acknowledgement as long as it holds
 * @param resume the ladder went on after an acknowledgement had run out
 * @param untoldSince when the first item joined that nobody has been told of yet
 * @param freezes when every clock was paused
 * @param frozenSince every clock is paused at the moment
 * @param moments how the policy's lengths are walked and which instants are quiet
 */
record Ladder(
        List<Tier> tiers,
        List<TierProgress> progress,
        Instant openedAt,
        Optional<Escalation.Acknowledgement> acknowledgement,
        Optional<Escalation.Resume> resume,
        Optional<Instant> untoldSince,
        List<Interval> freezes,
        Optional<Instant> frozenSince,
        Moments moments) {

    /** An open escalation closes by itself after this. */
    static final Duration LIFE = Duration.ofDays(30);

    /** Items that join are told with the next message, and at the latest after this. */
    static final Duration DIGEST = Duration.ofHours(1);

    /** How the lengths of a policy become instants. */
    interface Moments {
        /** When a length of the policy is over. */
        Instant after(Instant start, io.surety.calendar.Span length);

        /** The first instant from this one on at which people may be told. */
        Instant audible(Instant at);
    }

    /** Something to do. */
    sealed interface Step {

        /** When it is due by the policy. */
        Instant dueAt();

        /** When it is done: its due instant, or when the quiet hours after it end. */
        Instant tellAt();

        record Fire(int tier, Instant dueAt, Instant tellAt) implements Step {}

        /** @param repetition the last that is due: repeats that were missed are told once */
        record Repeat(int tier, int repetition, Instant dueAt, Instant tellAt) implements Step {}

        record Digest(Instant dueAt, Instant tellAt) implements Step {}

        record AcknowledgementOver(Instant dueAt) implements Step {
            @Override
            public Instant tellAt() {
                return dueAt;
            }
        }

        record Lapse(Instant dueAt) implements Step {
            @Override
            public Instant tellAt() {
                return dueAt;
            }
        }
    }

    /** What is to be done at or before {@code now}, in order. */
    List<Step> dueBy(Instant now) {
        return steps(now).stream()
                .filter(step -> !step.tellAt().isAfter(now))
                .sorted(Comparator.comparing(Step::tellAt).thenComparing(Step::dueAt))
                .toList();
    }

    /** When something is to be done next, if nothing happens before; never later than the end of its life. */
    Instant nextAfter(Instant now) {
        return steps(now).stream()
                .map(Step::tellAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<Step> steps(Instant now) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Lapse(openedAt.plus(LIFE)));
        acknowledgement.ifPresent(a -> steps.add(new Step.AcknowledgementOver(a.until())));
        untoldSince.ifPresent(since -> steps.add(told(since.plus(DIGEST))));
        if (acknowledgement.isEmpty() && frozenSince.isEmpty()) {
            for (TierProgress tier : progress) {
                dueAt(tier).ifPresent(due -> steps.add(new Step.Fire(tier.tier(), due, moments.audible(due))));
                repeat(tier, now).ifPresent(steps::add);
            }
            lastOnceMore().ifPresent(steps::add);
        }
        return steps;
    }

    private Step told(Instant due) {
        return new Step.Digest(due, moments.audible(due));
    }

    /** When a tier that has not fired is due; empty while it waits for a clock or for the tier before it. */
    private Optional<Instant> dueAt(TierProgress tier) {
        if (tier.firedAt().isPresent() || isPassed(tier)) {
            return Optional.empty();
        }
        Tier rule = tiers.get(tier.tier());
        Optional<Instant> due = rule.at().unacknowledged() == null
                ? tier.reachedAt()
                : dueUnacknowledged(tier, rule.at().unacknowledged());
        // after an acknowledgement that ran out, what had come due meanwhile is due then
        return due.map(at -> resume.filter(r -> r.at().isAfter(at))
                .map(Escalation.Resume::at)
                .orElse(at));
    }

    /** After an acknowledgement the ladder goes on above the tier that was acknowledged; what is below is not told. */
    private boolean isPassed(TierProgress tier) {
        return resume.filter(r -> tier.tier() < r.tier()).isPresent();
    }

    private Optional<Instant> dueUnacknowledged(TierProgress tier, io.surety.calendar.Span within) {
        if (resume.filter(r -> r.tier() == tier.tier()).isPresent()) {
            return resume.map(Escalation.Resume::at);
        }
        if (tier.tier() == 0) {
            return Optional.of(unfrozen(openedAt, at -> moments.after(at, within)));
        }
        return before(tier.tier()).stream()
                .flatMap(before -> before.firedAt().stream()
                        // where it was skipped, nobody was there who could have acknowledged
                        .map(told -> before.skipped() ? told : unfrozen(told, at -> moments.after(at, within))))
                .min(Comparator.naturalOrder());
    }

    /**
     * The tiers whose silence a tier waits for: the one before it. Marks of clocks come one after the other, so the last of
     * them counts; but the first violation is no third one, and what burns within an hour need not within a day, so of
     * these each counts that fired.
     */
    private List<TierProgress> before(int tier) {
        List<TierProgress> before = new ArrayList<>();
        boolean clocks = false;
        for (int lower = tier - 1; lower >= 0; lower--) {
            EscalationPolicy.At at = tiers.get(lower).at();
            if (at.unacknowledged() != null) {
                if (before.isEmpty()) {
                    before.add(progress.get(lower));
                }
                break;
            }
            if (!at.isOfClocks() || !clocks) {
                before.add(progress.get(lower));
            }
            clocks |= at.isOfClocks();
        }
        return before;
    }

    private Optional<Step> repeat(TierProgress tier, Instant now) {
        var rule = tiers.get(tier.tier()).repeat();
        Optional<Instant> fired = tier.firedAt()
                .filter(at -> rule != null && !tier.skipped() && tier.repeats() < rule.times())
                .filter(at -> resume.isEmpty() || !at.isBefore(resume.get().at()));
        if (fired.isEmpty() || rule == null) {
            return Optional.empty();
        }
        int number = tier.repeats();
        Instant due = fired.get();
        for (int n = 1; n <= rule.times(); n++) {
            Instant next = unfrozen(due, at -> moments.after(at, rule.every()));
            if (n > tier.repeats() + 1 && next.isAfter(now)) {
                break;
            }
            due = next;
            number = n;
        }
        return Optional.of(new Step.Repeat(tier.tier(), number, due, moments.audible(due)));
    }

    /** Where the last tier was acknowledged and that ran out, there is no other to go on with. */
    private Optional<Step> lastOnceMore() {
        TierProgress last = progress.get(progress.size() - 1);
        return resume.filter(r -> r.tier() == tiers.size())
                .filter(r -> last.firedAt().isPresent() && last.firedAt().get().isBefore(r.at()))
                .map(r -> new Step.Repeat(last.tier(), last.repeats() + 1, r.at(), moments.audible(r.at())));
    }

    /** Walks a length and stands still while every clock was paused. */
    private Instant unfrozen(Instant start, UnaryOperator<Instant> walk) {
        Instant end = walk.apply(start);
        for (Interval freeze : freezes) {
            if (freeze.to().isAfter(start) && freeze.from().isBefore(end)) {
                Instant from = freeze.from().isAfter(start) ? freeze.from() : start;
                end = end.plus(Duration.between(from, freeze.to()));
            }
        }
        return end;
    }
}
