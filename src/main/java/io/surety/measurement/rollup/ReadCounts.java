package io.surety.measurement.rollup;

import io.surety.measurement.CountedBucket;
import io.surety.measurement.Counts;
import io.surety.measurement.Grain;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.reading.SeriesDirectory;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the whole numbers of buckets and nothing else, by the position of the column. */
@Repository
class ReadCounts {

    private final JdbcClient jdbc;
    private final SeriesDirectory series;

    ReadCounts(JdbcClient jdbc, SeriesDirectory series) {
        this.jdbc = jdbc;
        this.series = series;
    }

    /** @return only those of which something is known */
    Map<SeriesRef, Counts> counts(Collection<SeriesRef> many, Interval span) {
        List<Piece> pieces = Piece.of(span);
        Map<Integer, SeriesRef> numbers = series.numbers(many);
        var counts = new HashMap<SeriesRef, Counts>();
        String rows = IntStream.range(0, pieces.size())
                .mapToObj(i -> "select series, events, good, total, contradicted" + RollupTable.from(pieces.get(i), i))
                .collect(Collectors.joining(" union all "));
        RollupTable.statement(
                        jdbc,
                        "select series, sum(events)::bigint, sum(good)::bigint, sum(total)::bigint,"
                                + " sum(contradicted)::bigint from (" + rows + ") as rows group by series",
                        pieces,
                        numbers.keySet())
                .query(row -> {
                    Counts counted = counts(row, 2);
                    if (!counted.equals(Counts.NONE)) {
                        counts.merge(Objects.requireNonNull(numbers.get(row.getInt(1))), counted, Counts::plus);
                    }
                });
        return counts;
    }

    /** The buckets of one grain that lie wholly in the span, in order. */
    Map<SeriesRef, List<CountedBucket>> buckets(Collection<SeriesRef> many, Interval span, Grain grain) {
        Piece.requireWholeMinutes(span);
        Instant from = grain.ceiling(span.from());
        Instant to = grain.floor(span.to());
        Map<Integer, SeriesRef> numbers = from.isBefore(to) ? series.numbers(many) : Map.of();
        var buckets = new HashMap<SeriesRef, List<CountedBucket>>();
        if (numbers.isEmpty()) {
            return buckets;
        }
        // Many lines of numbers have the same buckets.
        var spans = new HashMap<String, Interval>();
        Piece piece = new Piece(grain, new Interval(from, to));
        RollupTable.statement(
                        jdbc,
                        "select series, starts_at, events, good, total, contradicted" + RollupTable.from(piece, 0),
                        List.of(piece),
                        numbers.keySet())
                .query(row -> {
                    Interval of = spans.get(row.getString(2));
                    if (of == null) {
                        Instant start = SqlInstants.instant(row, 2);
                        of = new Interval(start, start.plus(grain.length()));
                        spans.put(row.getString(2), of);
                    }
                    buckets.computeIfAbsent(Objects.requireNonNull(numbers.get(row.getInt(1))), n -> new ArrayList<>())
                            .add(new CountedBucket(of, counts(row, 3)));
                });
        buckets.replaceAll((of, found) -> inOrder(found));
        return buckets;
    }

    /** A line of numbers has several of one span if readings of several kinds were delivered for it. */
    private static List<CountedBucket> inOrder(List<CountedBucket> found) {
        found.sort(Comparator.comparing(CountedBucket::span));
        var buckets = new ArrayList<CountedBucket>(found.size());
        for (CountedBucket bucket : found) {
            int last = buckets.size() - 1;
            if (last >= 0 && buckets.get(last).span().equals(bucket.span())) {
                buckets.set(
                        last,
                        new CountedBucket(
                                bucket.span(), buckets.get(last).counts().plus(bucket.counts())));
            } else {
                buckets.add(bucket);
            }
        }
        return buckets;
    }

    private static Counts counts(ResultSet row, int first) throws SQLException {
        return new Counts(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3));
    }
}
