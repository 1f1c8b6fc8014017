package io.surety.calendar;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The offsets of a zone between two instants as sorted arrays. It answers what {@code java.time} does, which looks the
 * transitions of years after 2100 up again for each question.
 *
 * <p>Where the offset changes at {@code at} from {@code before} to {@code after}, the new one applies to local times from
 * {@code at + max(before, after)} on: a time in a gap is read with the offset before it, an ambiguous one is the first.
 */
final class ZoneTable {

    private static final long DAY = 86_400_000L;
    /** Questions reach some days over both ends. */
    private static final long MARGIN = 10 * DAY;

    private final long[] at;
    private final long[] localFrom;
    private final long[] offset;

    ZoneTable(ZoneRules rules, long from, long to) {
        Instant first = Instant.ofEpochMilli(from - MARGIN);
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(first);
        while (next != null && next.toEpochSecond() * 1000 < to + MARGIN) {
            changes.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        at = new long[changes.size()];
        localFrom = new long[changes.size()];
        offset = new long[changes.size() + 1];
        offset[0] = rules.getOffset(first).getTotalSeconds() * 1000L;
        for (int i = 0; i < at.length; i++) {
            at[i] = changes.get(i).toEpochSecond() * 1000;
            offset[i + 1] = changes.get(i).getOffsetAfter().getTotalSeconds() * 1000L;
            localFrom[i] = at[i] + Math.max(offset[i], offset[i + 1]);
        }
    }

    /** The instant of a local time. */
    long place(long epochDay, long millisOfDay) {
        long local = epochDay * DAY + millisOfDay;
        return local - offset[upTo(localFrom, local)];
    }

    long startOf(long epochDay) {
        return place(epochDay, 0);
    }

    /** The local date of an instant. */
    long dateOf(long instant) {
        return Math.floorDiv(instant + offset[upTo(at, instant)], DAY);
    }

    /** How many of the sorted values are at most {@code value}. */
    private static int upTo(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
