package io.surety.measurement;

import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Readings rolled up in buckets of 1 minute, 5 minutes, an hour and a day of UTC, by the instant at which they happened.
 * Spans and slices begin and end on whole minutes; all offsets from UTC that are in use do.
 *
 * <p>Buckets are folded some moments after readings were acknowledged, and {@link RollupsChanged} tells of it; what must
 * not miss any calls {@link #settle} before.
 */
public interface Rollups {

    /**
     * The totals of a span: the largest buckets that lie wholly in it, and smaller ones at its edges.
     *
     * @return {@link Totals#NONE} where nothing is known
     * @throws IllegalArgumentException if the span does not begin and end on whole minutes
     */
    Totals totals(SeriesRef series, Interval span);

    /**
     * The totals of many lines of numbers over one span, in a few statements; without sketches.
     *
     * @return only those of which something is known
     * @throws IllegalArgumentException as above
     */
    Map<SeriesRef, Totals> totals(Collection<SeriesRef> series, Interval span);

    /** As above, with whole numbers only: faster, for those who judge many terms by them. */
    default Map<SeriesRef, Counts> counts(Collection<SeriesRef> series, Interval span) {
        return totals(series, span).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Counts.of(e.getValue())));
    }

    /**
     * The buckets that lie wholly in a span, in order; only those of which something is known.
     *
     * @throws IllegalArgumentException as above
     */
    List<Bucket> buckets(SeriesRef series, Interval span, Grain grain);

    /** As above for many lines of numbers, without sketches; only those of which something is known. */
    Map<SeriesRef, List<Bucket>> buckets(Collection<SeriesRef> series, Interval span, Grain grain);

    /** As above, with whole numbers only. */
    default Map<SeriesRef, List<CountedBucket>> counted(Collection<SeriesRef> series, Interval span, Grain grain) {
        return buckets(series, span, grain).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().stream()
                        .map(bucket -> new CountedBucket(bucket.span(), Counts.of(bucket.totals())))
                        .toList()));
    }

    /**
     * As {@link #buckets}, for slices of any length of whole minutes that lie on multiples of it since 1970 in UTC.
     *
     * @throws IllegalArgumentException if span or length are not whole minutes, or the length is not positive
     */
    List<Bucket> slices(SeriesRef series, Interval span, Duration length);

    /**
     * From now on values within {@code limit} are counted for a gauge; what came before is counted again soon after this
     * is committed, from its raw values, as far as they are kept. Repeating it changes nothing.
     *
     * @throws io.surety.shared.Refusal {@code too-many-limits} beyond 20 for one line of numbers
     */
    void register(SeriesRef series, ValueLimit limit);

    /**
     * Counts the values of a gauge within a limit that nobody has registered, from the raw values; nothing is kept.
     *
     * @return by minute, as far as raw values are kept; empty minutes are left out
     * @throws IllegalArgumentException if the span does not begin and end on whole minutes
     */
    NavigableMap<Instant, Count> count(SeriesRef series, Interval span, ValueLimit limit);

    /** @param within how many of the {@code events} values are within the limit */
    record Count(long events, long within) {}

    /**
     * Folds all readings that have been acknowledged by now.
     *
     * @throws IllegalStateException within a transaction
     */
    default void settle() {
        settle(() -> false);
    }

    /**
     * The same, until it is to stop.
     *
     * @param stop asked now and then; once it says yes, not all may be folded
     */
    void settle(BooleanSupplier stop);
}
