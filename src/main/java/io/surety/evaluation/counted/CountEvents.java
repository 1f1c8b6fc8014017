package io.surety.evaluation.counted;

import static io.surety.evaluation.ledger.AccountLabel.BAD;
import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.NOT_COUNTED;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account of the method Occurrences: the good and the bad events of each bucket, as many as there are. Events outside
 * of the agreed service time do not count, and bad ones in excused time are not bad. What is unknown weighs as much as
 * the known time would have had events in it, a minute one event where there were none at all.
 */
final class CountEvents {

    private static final long MINUTE = 60_000;

    private final String source;
    private final List<Segment> segments;
    private final Map<Interval, String> names;
    private final List<AccountEntry> entries = new ArrayList<>();

    private CountEvents(String source, List<Segment> segments, Map<Interval, String> names) {
        this.source = source;
        this.segments = segments;
        this.names = names;
    }

    /** @param segments in order, disjoint */
    static Account of(String source, List<Segment> segments) {
        return of(source, segments, new HashMap<>());
    }

    /** @param names of buckets, which many accounts have in common; filled as they are needed */
    static Account of(String source, List<Segment> segments, Map<Interval, String> names) {
        return new CountEvents(source, segments, names).account();
    }

    private Account account() {
        for (Segment segment : segments) {
            segment.slots().forEach(slot -> add(segment.mark(), slot));
        }
        Ratio rate = eventsOfMillisecond();
        segments.stream()
                .filter(s -> s.counts() && s.unknownMillis() > 0)
                .forEach(s -> entries.add(new AccountEntry(
                        "unknown " + s.span().from(),
                        source + " " + s.span().from(),
                        s.span().from(),
                        UNKNOWN,
                        source,
                        rate.times(Ratio.of(s.unknownMillis(), 1)),
                        null)));
        Ratio inputs = Stream.concat(
                        segments.stream().map(s -> Ratio.of(s.events(), 1)),
                        entries.stream().filter(e -> e.label() == UNKNOWN).map(AccountEntry::weight))
                .reduce(Ratio.ZERO, Ratio::plus);
        return new Account(inputs, entries);
    }

    private Ratio eventsOfMillisecond() {
        long events = 0;
        long known = 0;
        for (Segment segment : segments) {
            if (segment.counts()) {
                events = Math.addExact(events, segment.events());
                known += segment.span().millis() - segment.unknownMillis();
            }
        }
        return events == 0 || known == 0 ? Ratio.of(1, MINUTE) : Ratio.of(events, known);
    }

    private void add(Mark mark, Slot slot) {
        switch (mark.label()) {
            case CLOSED -> add(slot, "closed", NOT_COUNTED, "outside " + mark.cause(), slot.total());
            case EXCLUDED -> add(slot, "excluded", NOT_COUNTED, because(mark), slot.total());
            case EXCUSED -> {
                add(slot, "good", GOOD, null, slot.good());
                add(slot, "excused", GOOD, "excused: " + because(mark), slot.bad());
            }
            default -> {
                add(slot, "good", GOOD, null, slot.good());
                add(slot, "bad", BAD, slot.bad() + " of " + slot.total() + " events", slot.bad());
            }
        }
    }

    private static String because(Mark mark) {
        return mark.evidence() == null ? String.valueOf(mark.cause()) : mark.cause() + " " + mark.evidence();
    }

    private void add(Slot slot, String what, AccountLabel label, @Nullable String why, long weight) {
        if (weight > 0) {
            String bucket = names.computeIfAbsent(slot.span(), span -> span.from() + "/" + span.length());
            entries.add(new AccountEntry(
                    bucket + " " + what,
                    source + " " + bucket,
                    slot.span().from(),
                    label,
                    why,
                    Ratio.of(weight, 1),
                    null));
        }
    }

    /** Whether there is agreed service time at all. */
    static boolean hasServiceTime(List<Segment> segments) {
        return segments.stream().anyMatch(Segment::counts);
    }

    static boolean isExcused(Segment segment) {
        return segment.mark().label() == TimeLabel.EXCUSED;
    }
}
