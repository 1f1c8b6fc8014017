package io.surety.evaluation.counted;

import static io.surety.evaluation.ledger.AccountLabel.BAD;
import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.NOT_COUNTED;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account of the method RatioTimeslices: every slice weighs one, of which its ratio is good and the rest bad. A slice
 * belongs to the stretch in which it starts; without events it is unknown.
 */
final class CountSlices {

    private final String source;
    private final Duration length;
    private final List<AccountEntry> entries = new ArrayList<>();

    private CountSlices(String source, Duration length) {
        this.source = source;
        this.length = length;
    }

    /** @param segments whose slots are slices, on multiples of their length since 1970 in UTC */
    static Account of(String source, Duration length, List<Segment> segments) {
        CountSlices count = new CountSlices(source, length);
        long slices = segments.stream().mapToLong(count::add).sum();
        return new Account(Ratio.of(slices, 1), count.entries);
    }

    /** How many slices start in the span. */
    static long startingIn(Interval span, Duration length) {
        return firstIndex(span.to(), length) - firstIndex(span.from(), length);
    }

    /** The number of the first slice that starts at or after the instant. */
    private static long firstIndex(Instant at, Duration length) {
        return -Math.floorDiv(-at.toEpochMilli(), length.toMillis());
    }

    private long add(Segment segment) {
        Map<Long, Slot> slots = new HashMap<>();
        segment.slots().forEach(s -> slots.put(firstIndex(s.span().from(), length), s));
        long first = firstIndex(segment.span().from(), length);
        long after = firstIndex(segment.span().to(), length);
        for (long index = first; index < after; index++) {
            add(segment, Instant.ofEpochMilli(index * length.toMillis()), slots.get(index));
        }
        return after - first;
    }

    private void add(Segment segment, Instant start, @Nullable Slot slot) {
        if (!segment.counts()) {
            String cause = String.valueOf(segment.mark().cause());
            add(start, "", NOT_COUNTED, cause, Ratio.ONE);
        } else if (slot == null || slot.total() == 0) {
            add(start, "", UNKNOWN, source, Ratio.ONE);
        } else if (CountEvents.isExcused(segment)) {
            add(start, " good", GOOD, "excused: " + segment.mark().cause(), Ratio.ONE);
        } else {
            add(start, " good", GOOD, null, Ratio.of(slot.good(), slot.total()));
            String why = slot.bad() + " of " + slot.total() + " events";
            add(start, " bad", BAD, why, Ratio.of(slot.bad(), slot.total()));
        }
    }

    private void add(Instant start, String what, AccountLabel label, @Nullable String why, Ratio weight) {
        if (weight.compareTo(Ratio.ZERO) > 0) {
            String slice = "slice " + start;
            entries.add(new AccountEntry(slice + what, source + " " + slice, start, label, why, weight, null));
        }
    }
}
