package io.surety.escalation;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ThresholdReached;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks that escalations are about. */
@Repository
class Subjects {

    private final JdbcClient jdbc;

    Subjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the clock, or brings what is known of it up to the event; a mark later than a breach changes nothing. */
    void join(EscalationId escalation, ThresholdReached event, Severity severity, Instant now) {
        jdbc.sql(
                        """
                insert into escalation.subjects
                    (escalation, clock, source, item, term, target, severity, reached_at, percent, breached, state,
                     joined_at)
                values (:escalation, :clock, :source, :item, :term, :target, :severity, :at, :percent, :breached,
                        'RUNNING', :now)
                on conflict (escalation, clock) do update
                set reached_at = excluded.reached_at, percent = excluded.percent, breached = excluded.breached,
                    severity = excluded.severity
                where not escalation.subjects.breached""")
                .param("escalation", escalation.value())
                .param("clock", event.clock().value())
                .param("source", event.item().source())
                .param("item", event.item().key())
                .param("term", event.term())
                .param("target", event.target())
                .param("severity", severity.name())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("percent", event.percent().map(p -> p.toPercentText(0)).orElse(null))
                .param("breached", event.isBreach())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void going(EscalationId escalation, ClockId clock, Subject.Going going) {
        jdbc.sql("update escalation.subjects set state = :state where escalation = :escalation and clock = :clock")
                .param("escalation", escalation.value())
                .param("clock", clock.value())
                .param("state", going.name())
                .update();
    }

    /** In the order in which they joined. */
    List<Subject> of(EscalationId escalation, int atMost) {
        return jdbc.sql(
                        """
                select * from escalation.subjects where escalation = :escalation
                order by breached desc, reached_at, item limit :limit""")
                .param("escalation", escalation.value())
                .param("limit", atMost)
                .query(Subjects::subject)
                .list();
    }

    /** How many there are, and what they do; one row, however great the storm. */
    Tally tally(EscalationId escalation) {
        return jdbc.sql(
                        """
                select count(*) as all_of_them,
                       count(*) filter (where breached) as late,
                       count(*) filter (where state = 'RUNNING') as running,
                       count(*) filter (where state = 'PAUSED') as paused,
                       min(joined_at) filter (where told_at is null) as untold
                from escalation.subjects where escalation = :escalation""")
                .param("escalation", escalation.value())
                .query((row, n) -> new Tally(
                        row.getInt("all_of_them"),
                        row.getInt("late"),
                        row.getInt("running"),
                        row.getInt("paused"),
                        Optional.ofNullable(Escalations.instant(row, "untold"))))
                .single();
    }

    void told(EscalationId escalation, Instant now) {
        jdbc.sql("update escalation.subjects set told_at = :now where escalation = :escalation and told_at is null")
                .param("escalation", escalation.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @param untoldSince when the first of those joined of whom nobody has been told */
    record Tally(int all, int late, int running, int paused, Optional<Instant> untoldSince) {

        /** Nothing is late yet, and every clock that is left stands still. */
        boolean isFrozen() {
            return late == 0 && running == 0 && paused > 0;
        }

        /** Every clock stopped in time. */
        boolean isOver() {
            return late == 0 && running == 0 && paused == 0;
        }
    }

    private static Subject subject(ResultSet row, int number) throws SQLException {
        return new Subject(
                new ClockId(row.getObject("clock", UUID.class)),
                row.getString("item"),
                row.getString("term"),
                row.getString("target"),
                Severity.valueOf(row.getString("severity")),
                row.getObject("reached_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("percent")),
                row.getBoolean("breached"),
                Subject.Going.valueOf(row.getString("state")),
                row.getObject("joined_at", OffsetDateTime.class).toInstant());
    }
}
