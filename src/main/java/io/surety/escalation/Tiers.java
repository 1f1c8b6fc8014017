package io.surety.escalation;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;

import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What has been done of each round's tiers, and when everything stood still. */
@Repository
class Tiers {

    private final JdbcClient jdbc;

    Tiers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void startRound(EscalationId escalation, int round, int tiers) {
        jdbc.sql(
                        """
                insert into escalation.tiers (escalation, round, tier)
                select :escalation, :round, n from generate_series(0, :last) n""")
                .param("escalation", escalation.value())
                .param("round", round)
                .param("last", tiers - 1)
                .update();
    }

    List<TierProgress> of(EscalationId escalation, int round) {
        return jdbc.sql(
                        """
                select * from escalation.tiers where escalation = :escalation and round = :round order by tier""")
                .param("escalation", escalation.value())
                .param("round", round)
                .query(Tiers::progress)
                .list();
    }

    /**
     * Clocks reached the marks of tiers; only the first one counts.
     *
     * @return whether any tier had not been reached before
     */
    boolean reached(EscalationId escalation, int round, Map<Integer, Instant> tiers) {
        return jdbc.sql(
                                """
                update escalation.tiers t set reached_at = r.at
                from unnest(:tiers, :at::timestamptz[]) as r(tier, at)
                where t.escalation = :escalation and t.round = :round and t.tier = r.tier and t.reached_at is null""")
                        .param("escalation", escalation.value())
                        .param("round", round)
                        .param("tiers", tiers.keySet().toArray(Integer[]::new))
                        .param(
                                "at",
                                tiers.values().stream().map(Instant::toString).toArray(String[]::new))
                        .update()
                > 0;
    }

    /** What these were reached by is none any more: they wait again, unless they have fired. */
    void unreached(EscalationId escalation, int round, List<Integer> tiers) {
        jdbc.sql(
                        """
                update escalation.tiers set reached_at = null
                where escalation = :escalation and round = :round and tier = any(:tiers) and fired_at is null""")
                .param("escalation", escalation.value())
                .param("round", round)
                .param("tiers", tiers.toArray(Integer[]::new))
                .update();
    }

    void fired(EscalationId escalation, int round, Ladder.Step.Fire step, boolean skipped, Instant now) {
        jdbc.sql(
                        """
                update escalation.tiers set due_at = :due, fired_at = :now, skipped = :skipped
                where escalation = :escalation and round = :round and tier = :tier and fired_at is null""")
                .param("escalation", escalation.value())
                .param("round", round)
                .param("tier", step.tier())
                .param("due", step.dueAt().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("skipped", skipped)
                .update();
    }

    void repeated(EscalationId escalation, int round, int tier, int repetition) {
        jdbc.sql(
                        """
                update escalation.tiers set repeats = :repetition
                where escalation = :escalation and round = :round and tier = :tier""")
                .param("escalation", escalation.value())
                .param("round", round)
                .param("tier", tier)
                .param("repetition", repetition)
                .update();
    }

    /** The last tier begins again, after its acknowledgement had run out. */
    void firedAgain(EscalationId escalation, int round, int tier, Instant now) {
        jdbc.sql(
                        """
                update escalation.tiers set fired_at = :now
                where escalation = :escalation and round = :round and tier = :tier""")
                .param("escalation", escalation.value())
                .param("round", round)
                .param("tier", tier)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void freeze(EscalationId escalation, Instant from) {
        jdbc.sql(
                        """
                insert into escalation.freezes (escalation, from_at) values (:escalation, :from)
                on conflict do nothing""")
                .param("escalation", escalation.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .update();
    }

    void thaw(EscalationId escalation, Instant to) {
        jdbc.sql("update escalation.freezes set to_at = :to where escalation = :escalation and to_at is null")
                .param("escalation", escalation.value())
                .param("to", to.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Instant> frozenSince(EscalationId escalation) {
        return jdbc.sql("select from_at from escalation.freezes where escalation = :escalation and to_at is null")
                .param("escalation", escalation.value())
                .query((row, n) -> instant(row, 1))
                .optional();
    }

    List<Interval> freezes(EscalationId escalation) {
        return jdbc.sql(
                        """
                select from_at, to_at from escalation.freezes
                where escalation = :escalation and to_at > from_at order by from_at""")
                .param("escalation", escalation.value())
                .query((row, n) -> new Interval(instant(row, 1), instant(row, 2)))
                .list();
    }

    private static TierProgress progress(ResultSet row, int number) throws SQLException {
        return new TierProgress(
                row.getInt("tier"),
                instantIfAny(row, "reached_at"),
                instantIfAny(row, "fired_at"),
                row.getBoolean("skipped"),
                row.getInt("repeats"));
    }
}
