package io.surety.benchmark;

import java.util.function.BiPredicate;

/**
 * What a figure has to reach.
 *
 * @param text for the page
 * @param holds of our figure and that of the peer
 */
public record Bar(String text, BiPredicate<Double, Double> holds) {

    /** For a figure that is shown and not judged. */
    public static final Bar NONE = new Bar("–", (ours, peer) -> true);

    /** Ours ÷ peer is at least this much: for rates. */
    public static Bar ratioAtLeast(double ratio) {
        return new Bar("ratio ≥ " + Numbers.text(ratio), (ours, peer) -> ours / peer >= ratio);
    }

    /** Ours ÷ peer is at most this much: for times. */
    public static Bar ratioAtMost(double ratio) {
        return new Bar("ratio ≤ " + Numbers.text(ratio), (ours, peer) -> ours / peer <= ratio);
    }

    /** Ours alone, in its unit. */
    public static Bar atMost(double limit, String unit) {
        return new Bar("≤ " + Numbers.text(limit) + " " + unit, (ours, peer) -> ours <= limit);
    }

    /** Ours and the peer differ by at most this share of the peer: for what has to stay flat. */
    public static Bar within(double share) {
        return new Bar("± " + Numbers.text(share * 100) + " %", (ours, peer) -> Math.abs(ours - peer) <= share * peer);
    }

    public Bar and(Bar other) {
        return new Bar(
                text + ", " + other.text, (ours, peer) -> holds.test(ours, peer) && other.holds.test(ours, peer));
    }
}
