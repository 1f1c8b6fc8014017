package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;

import io.surety.evaluation.period.Rules;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Walks by other rules over the items of a source that are not finished. */
@Repository
class RulesWalkRows {

    private static final String AS_IT_WAS = "source = :source and after_key = :after and rules = :rules";

    private final JdbcClient jdbc;

    RulesWalkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param afterKey of the last item that was judged
     * @param rules by which they are judged
     */
    record RulesWalk(String source, String afterKey, String rules) {}

    /** Begins one, or begins it anew, over each source that has items; reads one entry of the index for each. */
    void addAll(Instant at) {
        jdbc.sql(
                        """
                        with recursive sources as (
                            (select source from evaluation.items order by source limit 1)
                            union all
                            select (select i.source from evaluation.items i where i.source > s.source
                                    order by i.source limit 1)
                            from sources s where s.source is not null)
                        insert into evaluation.rules_walks (source, after_key, requested_at, rules)
                        select source, '', :at::timestamptz,
                               coalesce((select rules from evaluation.judging_rules), '0 ')
                        from sources where source is not null
                        on conflict (source) do update
                        set after_key = '', requested_at = excluded.requested_at, rules = excluded.rules
                        """)
                .param("at", timestamp(at))
                .update();
    }

    /**
     * Locks the oldest that no other node works on, and that is not for nodes with later rules.
     *
     * @param silent when none of those has been seen since, there are none
     */
    Optional<RulesWalk> lockNext(Rules own, Instant silent) {
        return jdbc.sql(
                        """
                        select source, after_key, rules from evaluation.rules_walks
                        where (split_part(rules, ' ', 1)::int <= :judging
                               and split_part(rules, ' ', 2) collate "C" <= :tzdata)
                           or not exists (select 1 from evaluation.judging_rules where seen_at > :silent)
                        order by requested_at, source
                        limit 1
                        for update skip locked
                        """)
                .param("judging", own.judging())
                .param("tzdata", own.tzdata())
                .param("silent", timestamp(silent))
                .query((rs, n) -> new RulesWalk(rs.getString(1), rs.getString(2), rs.getString(3)))
                .optional();
    }

    /** Unless it has begun anew, or another node has brought it on. */
    void advance(RulesWalk walk, String afterKey) {
        jdbc.sql("update evaluation.rules_walks set after_key = :to where " + AS_IT_WAS)
                .param("to", afterKey)
                .param("source", walk.source())
                .param("after", walk.afterKey())
                .param("rules", walk.rules())
                .update();
    }

    void finish(RulesWalk walk) {
        jdbc.sql("delete from evaluation.rules_walks where " + AS_IT_WAS)
                .param("source", walk.source())
                .param("after", walk.afterKey())
                .param("rules", walk.rules())
                .update();
    }
}
