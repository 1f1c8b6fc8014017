package io.surety.escalation;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.evaluation.BurnExceeded;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.NumberViolations.Numbered;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.ThresholdReached;
import io.surety.measurement.ItemRef;
import io.surety.shared.Ratio;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What opens an escalation, or joins an open one.
 *
 * @param subject id of the clock, the episode of burning, or the violation
 * @param target id of the target in the term; empty where it is about the whole term
 * @param item what people call it: the work item, or else the term
 * @param at the true instant, which may lie before the present
 * @param retroactive it tells nobody
 */
record Occasion(
        UUID subject,
        VersionRef version,
        String term,
        String target,
        ItemRef item,
        Instant at,
        boolean retroactive,
        What what) {

    private static final int DIGITS = 2;

    /** What of it tiers may name. */
    sealed interface What {

        /** What tells people of it, in signs that need no language; empty for a clock, which has its percentage. */
        default Optional<String> detail() {
            return Optional.empty();
        }

        /** @param percent the share of the target that is used up; empty once it is late */
        record Clock(ClockMark mark, Optional<Ratio> percent) implements What {}

        record Burn(EscalationPolicy.Burn rule, Ratio longBurn, Ratio shortBurn) implements What {
            @Override
            public Optional<String> detail() {
                return Optional.of("%s (%s) · %s (%s) > %s"
                        .formatted(
                                rounded(longBurn),
                                rule.longWindow().text(),
                                rounded(shortBurn),
                                rule.shortWindow().text(),
                                rule.factor().toPlainString()));
            }
        }

        /** @param number of the violation in its contract year */
        record Violation(int number, Instant from, Instant to) implements What {
            @Override
            public Optional<String> detail() {
                return Optional.of("# " + number + " · " + from + " – " + to);
            }
        }
    }

    static Occasion of(ThresholdReached reached) {
        return new Occasion(
                reached.clock().value(),
                reached.version(),
                reached.term(),
                reached.target(),
                reached.item(),
                reached.at(),
                reached.retroactive(),
                new What.Clock(reached.mark(), reached.percent()));
    }

    /** @param source of what the term measures */
    static Occasion of(BurnExceeded burn, String source) {
        return new Occasion(
                burn.episode(),
                burn.version(),
                burn.term(),
                burn.target().orElse(""),
                new ItemRef(source, burn.term()),
                burn.at(),
                burn.retroactive(),
                new What.Burn(burn.rule(), burn.longBurn(), burn.shortBurn()));
    }

    static Occasion of(TermViolated violated, Numbered numbered, String source) {
        return new Occasion(
                violated.violation(),
                violated.version(),
                violated.term(),
                numbered.target().orElse(""),
                new ItemRef(source, violated.term()),
                numbered.at(),
                numbered.retroactive(),
                new What.Violation(
                        numbered.number(),
                        violated.period().from(),
                        violated.period().to()));
    }

    Subject.Kind kind() {
        if (what instanceof What.Burn) {
            return Subject.Kind.BURN;
        }
        return what instanceof What.Violation ? Subject.Kind.VIOLATION : Subject.Kind.CLOCK;
    }

    /** A clock that went past its target, or a violation: it does not become good again by itself. */
    boolean isLate() {
        return what instanceof What.Violation
                || (what instanceof What.Clock clock && clock.mark().isBreach());
    }

    /** The mark of a clock for people; empty once it is late, and for everything else. */
    Optional<String> percent() {
        return what instanceof What.Clock clock
                ? clock.percent().map(share -> share.toPercentText(0))
                : Optional.empty();
    }

    /** Rounded down, so that nothing that does not exceed a factor looks as if it did. */
    private static String rounded(Ratio burn) {
        return burn.toDecimal(DIGITS, RoundingMode.FLOOR).stripTrailingZeros().toPlainString();
    }
}
