package io.surety.escalation;

import static io.surety.shared.SqlInstants.instant;

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

/** The clocks, burning budgets and violations that escalations are about. */
@Repository
class Subjects {

    /** More than any table of severities asks for. */
    private static final int MOST_COUNTED = 1_000;

    private final JdbcClient jdbc;

    Subjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds what was reached, or brings what is known of it up to that; a mark later than a breach changes nothing.
     *
     * @param storm by instant; of several marks of one clock the last one counts
     * @param grades by {@link JoinEscalation#target}
     */
    void join(EscalationId escalation, List<Occasion> storm, Map<String, Severity> grades, Instant now) {
        Map<UUID, Occasion> last = new LinkedHashMap<>();
        storm.forEach(event -> last.merge(event.subject(), event, (one, other) -> one.isLate() ? one : other));
        List<Occasion> events = List.copyOf(last.values());
        jdbc.sql(
                        """
                insert into escalation.subjects
                    (escalation, clock, source, item, term, target, severity, reached_at, percent, breached, state,
                     joined_at, kind, detail)
                select :escalation, clock, source, item, term, target, severity, reached_at, percent, breached,
                       'RUNNING', :now, kind, detail
                from unnest(:subjects, :sources, :items, :terms, :targets, :severities, :at::timestamptz[], :percents,
                            :breached, :kinds, :details)
                    as s(clock, source, item, term, target, severity, reached_at, percent, breached, kind, detail)
                on conflict (escalation, clock) do update
                set reached_at = excluded.reached_at, percent = excluded.percent, breached = excluded.breached,
                    severity = excluded.severity, detail = excluded.detail, state = excluded.state
                where not escalation.subjects.breached or escalation.subjects.kind = 'VIOLATION'""")
                .param("escalation", escalation.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("subjects", events.stream().map(Occasion::subject).toArray(UUID[]::new))
                .param("kinds", texts(events, e -> e.kind().name()))
                .param("details", texts(events, e -> e.what().detail().orElse(null)))
                .param("sources", texts(events, e -> e.item().source()))
                .param("items", texts(events, e -> e.item().key()))
                .param("terms", texts(events, Occasion::term))
                .param("targets", texts(events, Occasion::target))
                .param("severities", texts(events, e -> Objects.requireNonNull(grades.get(JoinEscalation.target(e)))
                        .name()))
                .param("at", texts(events, e -> e.at().toString()))
                .param("percents", texts(events, e -> e.percent().orElse(null)))
                .param("breached", events.stream().map(Occasion::isLate).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable String[] texts(List<Occasion> events, Function<Occasion, @Nullable String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /** What its subjects do now, of one escalation; one that was late by mistake is late no more. */
    void going(EscalationId escalation, Map<UUID, Now> subjects) {
        List<Map.Entry<UUID, Now>> entries = List.copyOf(subjects.entrySet());
        jdbc.sql(
                        """
                update escalation.subjects s
                set state = g.state, breached = s.breached and g.late
                from unnest(:subjects, :states, :late) as g(clock, state, late)
                where s.escalation = :escalation and s.clock = g.clock""")
                .param("escalation", escalation.value())
                .param("subjects", entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .param(
                        "states",
                        entries.stream().map(e -> e.getValue().going().name()).toArray(String[]::new))
                .param("late", entries.stream().map(e -> e.getValue().late()).toArray(Boolean[]::new))
                .update();
    }

    /** Whether any of these that is late now is so no more once {@link #going} has taken them in. */
    boolean takesBack(EscalationId escalation, Map<UUID, Now> subjects) {
        UUID[] inTime = subjects.entrySet().stream()
                .filter(entry -> !entry.getValue().late())
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
        return jdbc.sql(
                        """
                select exists (select 1 from escalation.subjects
                               where escalation = :escalation and clock = any(:subjects) and breached)""")
                .param("escalation", escalation.value())
                .param("subjects", inTime)
                .query(Boolean.class)
                .single();
    }

    /** Whether any is late. */
    boolean isLate(EscalationId escalation) {
        return any(escalation, "breached");
    }

    /** Whether any is late or running, so that it is neither over nor frozen. */
    boolean goesOn(EscalationId escalation) {
        return any(escalation, "(breached or state = 'RUNNING')");
    }

    /** In the order of the key, so that it is not looked for among the subjects of all escalations. */
    private boolean any(EscalationId escalation, String such) {
        return jdbc.sql("select 1 from escalation.subjects where escalation = :escalation and " + such
                        + " order by clock limit 1")
                .param("escalation", escalation.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * What a subject does at the moment.
     *
     * @param late whether it may still be late: false where it is in time, stopped in time, or withdrawn
     */
    record Now(Subject.Going going, boolean late) {}

    /**
     * What a join has to know of those before it. In a storm that goes on for long nobody counts all of them each time.
     *
     * @param targets of those that join and may be as grave as can be, as {@link JoinEscalation#target} writes them
     */
    Waiting waiting(EscalationId escalation, Set<String> targets) {
        return jdbc.sql(
                        """
                select (select count(*) from (select 1 from escalation.subjects
                                              where escalation = :escalation and breached
                                              order by clock limit :most) late) as late,
                       exists (select 1 from escalation.subjects
                               where escalation = :escalation and told_at is null) as untold,
                       array(select t from unnest(:targets) t
                             where exists (select 1 from escalation.subjects
                                           where escalation = :escalation and term || '/' || target = t
                                             and severity = :gravest)) as gravest""")
                .param("escalation", escalation.value())
                .param("targets", targets.toArray(String[]::new))
                .param("gravest", Severity.gravest().name())
                .param("most", MOST_COUNTED)
                .query((row, n) -> new Waiting(row.getInt("late"), row.getBoolean("untold"), Set.of((String[])
                        row.getArray("gravest").getArray())))
                .single();
    }

    /**
     * @param late how many clocks are late, as far as any rule tells them apart
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
                       count(*) filter (where state = 'PAUSED') as paused,
                       count(*) filter (where kind = 'CLOCK') as clocks
                from escalation.subjects where escalation = :escalation""")
                .param("escalation", escalation.value())
                .query((row, n) -> new Tally(
                        row.getInt("all_of_them"),
                        row.getInt("late"),
                        row.getInt("running"),
                        row.getInt("paused"),
                        row.getInt("clocks")))
                .single();
    }

    void told(EscalationId escalation, Instant now) {
        jdbc.sql("update escalation.subjects set told_at = :now where escalation = :escalation and told_at is null")
                .param("escalation", escalation.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @param late clocks past their targets, and violations that stand */
    record Tally(int all, int late, int running, int paused, int clocks) {

        boolean onlyClocks() {
            return clocks == all;
        }

        /** Nothing is late yet, and every clock that is left stands still. */
        boolean isFrozen() {
            return late == 0 && running == 0 && paused > 0;
        }

        /** Every clock stopped in time, nothing burns, and no violation stands. */
        boolean isOver() {
            return late == 0 && running == 0 && paused == 0;
        }
    }

    private static Subject subject(ResultSet row, int number) throws SQLException {
        return new Subject(
                row.getObject("clock", UUID.class),
                Subject.Kind.valueOf(row.getString("kind")),
                row.getString("item"),
                row.getString("term"),
                row.getString("target"),
                Severity.valueOf(row.getString("severity")),
                instant(row, "reached_at"),
                Optional.ofNullable(row.getString("percent")),
                Optional.ofNullable(row.getString("detail")),
                row.getBoolean("breached"),
                Subject.Going.valueOf(row.getString("state")),
                instant(row, "joined_at"));
    }
}
