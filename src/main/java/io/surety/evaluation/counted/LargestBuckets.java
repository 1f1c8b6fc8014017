package io.surety.evaluation.counted;

import io.surety.evaluation.availability.Spans;
import io.surety.measurement.Bucket;
import io.surety.measurement.CountedBucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A span as the largest buckets that lie wholly in it, and smaller ones at its edges; in order. */
final class LargestBuckets {

    private LargestBuckets() {}

    /** @return only lines of numbers of which something is known */
    static Map<SeriesRef, List<Bucket>> of(Rollups rollups, Collection<SeriesRef> series, Interval span) {
        return of(span, (piece, grain) -> rollups.buckets(series, piece, grain));
    }

    /** The same with whole numbers only. */
    static Map<SeriesRef, List<CountedBucket>> counted(Rollups rollups, Collection<SeriesRef> series, Interval span) {
        return of(span, (piece, grain) -> rollups.counted(series, piece, grain));
    }

    private static <B> Map<SeriesRef, List<B>> of(
            Interval span, BiFunction<Interval, Grain, Map<SeriesRef, List<B>>> read) {
        Map<SeriesRef, List<B>> found = new HashMap<>();
        for (Piece piece : pieces(span, Grain.DAY)) {
            read.apply(piece.span(), piece.grain())
                    .forEach((of, buckets) ->
                            found.computeIfAbsent(of, s -> new ArrayList<>()).addAll(buckets));
        }
        return found;
    }

    private record Piece(Interval span, Grain grain) {}

    private static List<Piece> pieces(Interval span, Grain grain) {
        if (grain == Grain.MINUTE) {
            return List.of(new Piece(span, grain));
        }
        Instant first = grain.ceiling(span.from());
        Instant last = grain.floor(span.to());
        if (!first.isBefore(last)) {
            return pieces(span, finer(grain));
        }
        List<Piece> pieces = new ArrayList<>();
        edge(span.from(), first, grain).ifPresent(pieces::addAll);
        pieces.add(new Piece(new Interval(first, last), grain));
        edge(last, span.to(), grain).ifPresent(pieces::addAll);
        return pieces;
    }

    private static Optional<List<Piece>> edge(Instant from, Instant to, Grain grain) {
        return Spans.between(from, to).map(edge -> pieces(edge, finer(grain)));
    }

    private static Grain finer(Grain grain) {
        return Grain.values()[grain.ordinal() - 1];
    }
}
