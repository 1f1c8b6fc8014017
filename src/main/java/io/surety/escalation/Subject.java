package io.surety.escalation;

import io.surety.evaluation.ClockId;
import java.time.Instant;
import java.util.Optional;

/**
 * A clock that the escalation is about.
 *
 * @param item key of the work item at its source
 * @param reachedAt the true instant of its last mark
 * @param percent the mark, for people; empty once it is late
 * @param joinedAt when it came into the escalation
 */
public record Subject(
        ClockId clock,
        String item,
        String term,
        String target,
        Severity severity,
        Instant reachedAt,
        Optional<String> percent,
        boolean breached,
        Going going,
        Instant joinedAt) {

    /** What its clock does. */
    public enum Going {
        RUNNING,
        PAUSED,
        STOPPED
    }
}
