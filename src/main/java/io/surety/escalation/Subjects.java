package io.surety.escalation;

import static io.surety.shared.SqlInstants.instant;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ThresholdReached;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks that escalations are about. */
@Repository
class Subjects {

    private final JdbcClient jdbc;

    Subjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the clocks, or brings what is known of them up to the events; a mark later than a breach changes nothing.
     *
     * @param storm by instant; of several marks of one clock the last one counts
     * @param grades by {@link JoinEscalation#target}
     */
    void join(EscalationId escalation, List<ThresholdReached> storm, Map<String, Severity> grades, Instant now) {
        Map<ClockId, ThresholdReached> last = new LinkedHashMap<>();
        storm.forEach(event -> last.merge(event.clock(), event, (one, other) -> one.isBreach() ? one : other));
        List<ThresholdReached> events = List.copyOf(last.values());
        jdbc.sql(
                        """
                insert into escalation.subjects
                    (escalation, clock, source, item, term, target, severity, reached_at, percent, breached, state,
                     joined_at)
                select :escalation, clock, source, item, term, target, severity, reached_at, percent, breached,
                       'RUNNING', :now
                from unnest(:clocks, :sources, :items, :terms, :targets, :severities, :at::timestamptz[], :percents, :breached)
                    as s(clock, source, item, term, target, severity, reached_at, percent, breached)
                on conflict (escalation, clock) do update
                set reached_at = excluded.reached_at, percent = excluded.percent, breached = excluded.breached,
                    severity = excluded.severity
                where not escalation.subjects.breached""")
                .param("escalation", escalation.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("clocks", events.stream().map(e -> e.clock().value()).toArray(UUID[]::new))
                .param("sources", texts(events, e -> e.item().source()))
                .param("items", texts(events, e -> e.item().key()))
                .param("terms", texts(events, ThresholdReached::term))
                .param("targets", texts(events, ThresholdReached::target))
                .param("severities", texts(events, e -> Objects.requireNonNull(grades.get(JoinEscalation.target(e)))
                        .name()))
                .param("at", texts(events, e -> e.at().toString()))
                .param("percents", texts(events, e -> e.percent()
                        .map(p -> p.toPercentText(0))
                        .orElse(null)))
                .param(
                        "breached",
                        events.stream().map(ThresholdReached::isBreach).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable String[] texts(
            List<ThresholdReached> events, Function<ThresholdReached, @Nullable String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /** What clocks do now, of one escalation. */
    void going(EscalationId escalation, Map<ClockId, Subject.Going> clocks) {
        jdbc.sql(
                        """
                update escalation.subjects s set state = g.state
                from unnest(:clocks, :states) as g(clock, state)
                where s.escalation = :escalation and s.clock = g.clock""")
                .param("escalation", escalation.value())
                .param("clocks", clocks.keySet().stream().map(ClockId::value).toArray(UUID[]::new))
                .param("states", clocks.values().stream().map(Enum::name).toArray(String[]::new))
                .update();
    }

    /**
     * What a join has to know of those before it.
     *
     * @param targets of those that join, as {@link JoinEscalation#target} writes them
     */
    Waiting waiting(EscalationId escalation, Set<String> targets) {
        return jdbc.sql(
                        """
                select (select count(*) from escalation.subjects where escalation = :escalation and breached) as late,
                       exists (select 1 from escalation.subjects
                               where escalation = :escalation and told_at is null) as untold,
                       array(select t from unnest(:targets) t
                             where exists (select 1 from escalation.subjects
                                           where escalation = :escalation and term || '/' || target = t
                                             and severity = :gravest)) as gravest""")
                .param("escalation", escalation.value())
                .param("targets", targets.toArray(String[]::new))
                .param("gravest", Severity.gravest().name())
                .query((row, n) -> new Waiting(row.getInt("late"), row.getBoolean("untold"), Set.of((String[])
                        row.getArray("gravest").getArray())))
                .single();
    }

    /**
     * @param late how many clocks are late
     * @param untold whether somebody is to be told of some of them already
     * @param gravest the targets of whose clocks some are as grave as can be
     */
    record Waiting(int late, boolean untold, Set<String> gravest) {}

    /** When the first of those joined of whom nobody has been told. */
    Optional<Instant> untoldSince(EscalationId escalation) {
        return jdbc.sql(
                        """
                select joined_at from escalation.subjects where escalation = :escalation and told_at is null
                order by joined_at limit 1""")
                .param("escalation", escalation.value())
                .query((row, n) -> instant(row, 1))
                .optional();
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
                       count(*) filter (where state = 'PAUSED') as paused
                from escalation.subjects where escalation = :escalation""")
                .param("escalation", escalation.value())
                .query((row, n) -> new Tally(
                        row.getInt("all_of_them"), row.getInt("late"), row.getInt("running"), row.getInt("paused")))
                .single();
    }

    void told(EscalationId escalation, Instant now) {
        jdbc.sql("update escalation.subjects set told_at = :now where escalation = :escalation and told_at is null")
                .param("escalation", escalation.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    record Tally(int all, int late, int running, int paused) {

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
                instant(row, "reached_at"),
                Optional.ofNullable(row.getString("percent")),
                row.getBoolean("breached"),
                Subject.Going.valueOf(row.getString("state")),
                instant(row, "joined_at"));
    }
}
