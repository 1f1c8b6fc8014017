package io.surety.escalation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A clock, a burning error budget or a violation that the escalation is about.
 *
 * @param id of whichever it is
 * @param item key of the work item at its source; for what is no clock, the term
 * @param reachedAt the true instant of its last mark
 * @param percent the mark, for people; empty once it is late, and for what is no clock
 * @param detail what tells people of it; empty for a clock
 * @param joinedAt when it came into the escalation
 */
public record Subject(
        UUID id,
        Kind kind,
        String item,
        String term,
        String target,
        Severity severity,
        Instant reachedAt,
        Optional<String> percent,
        Optional<String> detail,
        boolean breached,
        Going going,
        Instant joinedAt) {

    /** What it is. */
    public enum Kind {
        CLOCK,
        BURN,
        VIOLATION
    }

    /** What its clock does; a budget runs while it burns, a violation as long as it stands. */
    public enum Going {
        RUNNING,
        PAUSED,
        STOPPED
    }
}
