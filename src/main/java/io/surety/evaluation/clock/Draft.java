package io.surety.evaluation.clock;

import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.Due;
import io.surety.evaluation.clock.Matching.Match;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock while its item's life is walked along. */
final class Draft {

    final ClockTarget target;
    final Hours hours;
    final List<String> lost;
    /** How often the item had come to this target in this run before. */
    final int occurrence;

    final Instant matchedAt;
    /** Set once it is late, and never taken back. */
    @Nullable
    Due late;

    @Nullable
    Instant cancelledAt;
    /** Why it was. */
    String cancelledFor = "";

    Draft(Match match, Hours hours, int occurrence, Instant matchedAt) {
        this.target = match.target();
        this.lost = match.lost();
        this.hours = hours;
        this.occurrence = occurrence;
        this.matchedAt = matchedAt;
    }

    void cancel(Instant at, String reason) {
        cancelledAt = at;
        cancelledFor = reason;
    }

    /** Looks whether it is late at an instant: strictly after its breach instant. */
    void settle(Instant start, Standstill standstill, Instant at) {
        if (late == null) {
            late = hours.calendar()
                    .due(start, target.within(), standstill.until(at))
                    .filter(due -> due.breach().isBefore(at))
                    .orElse(null);
        }
    }
}
