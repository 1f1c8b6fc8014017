package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a span that consists of whole buckets of one grain.
 *
 * @param span begins and ends on edges of {@code grain}
 */
record Piece(Grain grain, Interval span) {

    /**
     * Cuts a span into the largest buckets that lie wholly in it, and smaller ones at its edges.
     *
     * @throws IllegalArgumentException if it does not begin and end on whole minutes
     */
    static List<Piece> of(Interval span) {
        requireWholeMinutes(span);
        var pieces = new ArrayList<Piece>();
        cut(span.from(), span.to(), Grain.DAY, pieces);
        return pieces;
    }

    static void requireWholeMinutes(Interval span) {
        if (!Grain.MINUTE.floor(span.from()).equals(span.from())
                || !Grain.MINUTE.floor(span.to()).equals(span.to())) {
            throw new IllegalArgumentException("spans begin and end on whole minutes: " + span);
        }
    }

    private static void cut(Instant from, Instant to, Grain grain, List<Piece> pieces) {
        if (!from.isBefore(to)) {
            return;
        }
        Instant first = grain.ceiling(from);
        Instant last = grain.floor(to);
        if (grain == Grain.MINUTE) {
            pieces.add(new Piece(grain, new Interval(from, to)));
        } else if (first.isBefore(last)) {
            cut(from, first, finer(grain), pieces);
            pieces.add(new Piece(grain, new Interval(first, last)));
            cut(last, to, finer(grain), pieces);
        } else {
            cut(from, to, finer(grain), pieces);
        }
    }

    private static Grain finer(Grain grain) {
        return Grain.values()[grain.ordinal() - 1];
    }
}
