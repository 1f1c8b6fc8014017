package io.surety.benchmark;

/**
 * One line of a section's table.
 *
 * @param path what was measured
 * @param ours our figure
 * @param peerName what it stands beside, measured in the same run; empty if there is nothing to compare with
 * @param peer its figure, in the same unit; NaN without a peer
 * @param unit such as {@code ns}, {@code ms} or {@code rows/s}
 */
public record Figure(String path, Bar bar, double ours, String peerName, double peer, String unit) {

    boolean isMet() {
        return bar.holds().test(ours, peer);
    }

    /** As a row of {@code path, ours, peer, ours ÷ peer, bar, met}. */
    String row() {
        boolean alone = Double.isNaN(peer);
        return String.join(
                " | ",
                "| " + path,
                Numbers.text(ours) + " " + unit,
                alone ? "–" : Numbers.text(peer) + " " + unit + ", " + peerName,
                alone ? "–" : Numbers.text(ours / peer),
                bar.text(),
                (bar == Bar.NONE ? "–" : isMet() ? "yes" : "**no**") + " |");
    }
}
