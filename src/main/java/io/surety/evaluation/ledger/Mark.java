package io.surety.evaluation.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A label with what it rests on.
 *
 * @param cause why: the calendar that is closed, the exclusion, the reason of a pause, the source that is silent
 * @param evidence what shows it: the id of an event, an outage, a maintenance window
 * @param party who is responsible for the time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mark(TimeLabel label, @Nullable String cause, @Nullable String evidence, @Nullable String party)
        implements Comparable<Mark> {

    private static final Comparator<@Nullable String> TEXT = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<Mark> ORDER = Comparator.comparing(Mark::label)
            .thenComparing(Mark::cause, TEXT)
            .thenComparing(Mark::evidence, TEXT)
            .thenComparing(Mark::party, TEXT);

    /** @param calendar id of the calendar that is closed */
    public static Mark closed(String calendar) {
        return new Mark(TimeLabel.CLOSED, calendar, null, null);
    }

    public static Mark excluded(String cause, @Nullable String evidence, @Nullable String party) {
        return new Mark(TimeLabel.EXCLUDED, cause, evidence, party);
    }

    public static Mark excused(String cause, @Nullable String evidence, @Nullable String party) {
        return new Mark(TimeLabel.EXCUSED, cause, evidence, party);
    }

    public static Mark paused(String reason, @Nullable String evidence, @Nullable String party) {
        return new Mark(TimeLabel.PAUSED, reason, evidence, party);
    }

    public static Mark bad(String evidence, @Nullable String party) {
        return new Mark(TimeLabel.BAD, null, evidence, party);
    }

    /** @param source id of the source that is silent */
    public static Mark unknown(String source) {
        return new Mark(TimeLabel.UNKNOWN, source, null, null);
    }

    public static Mark good(@Nullable String party) {
        return new Mark(TimeLabel.GOOD, null, null, party);
    }

    /** The same for a reason, or for none. */
    public Mark because(@Nullable String reason) {
        return new Mark(label, reason, evidence, party);
    }

    /** The one that wins comes first: by label, then by text, so that no order of inputs decides. */
    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
