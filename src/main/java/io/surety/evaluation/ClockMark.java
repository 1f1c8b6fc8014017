package io.surety.evaluation;

import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** A point on a clock's way to its breach that somebody may want to know of; its text identifies it in its clock. */
public sealed interface ClockMark {

    /** A share of the target is used up. */
    record Elapsed(Ratio share) implements ClockMark {

        @Override
        public String text() {
            return share.toString();
        }

        @Override
        public Optional<Ratio> share(long targetMillis) {
            return Optional.of(share);
        }
    }

    /** So much open, unpaused time is left of the target. */
    record Before(Duration left) implements ClockMark {

        @Override
        public String text() {
            return left.toString();
        }

        @Override
        public Optional<Ratio> share(long targetMillis) {
            long used = Math.max(0, targetMillis - left.toMillis());
            return Optional.of(targetMillis == 0 ? Ratio.ZERO : Ratio.of(used, targetMillis));
        }
    }

    /** It is late. */
    record Breach() implements ClockMark {

        @Override
        public String text() {
            return "breach";
        }

        @Override
        public Optional<Ratio> share(long targetMillis) {
            return Optional.empty();
        }
    }

    ClockMark BREACH = new Breach();

    /** {@code 3/4}, {@code PT1H30M} or {@code breach}; {@link #parse} reads it back. */
    String text();

    /** The share of the target that is used up at the mark; empty for the breach, which may come after closing hours. */
    Optional<Ratio> share(long targetMillis);

    default boolean isBreach() {
        return this instanceof Breach;
    }

    /** @throws IllegalArgumentException if the text is none of the three */
    static ClockMark parse(String text) {
        if (text.equals(BREACH.text())) {
            return BREACH;
        }
        if (text.startsWith("PT")) {
            return new Before(Duration.parse(text));
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no mark of a clock: " + text);
        }
        return new Elapsed(
                new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1))));
    }
}
