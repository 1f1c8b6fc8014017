package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Walks by other rules over the items of a source that are not finished. */
@Repository
class RulesWalkRows {

    private final JdbcClient jdbc;

    RulesWalkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param afterKey of the last item that was judged */
    record RulesWalk(String source, String afterKey) {}

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
                        insert into evaluation.rules_walks (source, after_key, requested_at)
                        select source, '', :at::timestamptz from sources where source is not null
                        on conflict (source) do update set after_key = '', requested_at = excluded.requested_at
                        """)
                .param("at", timestamp(at))
                .update();
    }

    /** Locks the oldest that no other node works on. */
    Optional<RulesWalk> lockNext() {
        return jdbc.sql(
                        """
                        select source, after_key from evaluation.rules_walks
                        order by requested_at, source
                        limit 1
                        for update skip locked
                        """)
                .query((rs, n) -> new RulesWalk(rs.getString(1), rs.getString(2)))
                .optional();
    }

    /** Unless it has begun anew, or another node has brought it on. */
    void advance(RulesWalk walk, String afterKey) {
        jdbc.sql("update evaluation.rules_walks set after_key = :to where source = :source and after_key = :after")
                .param("to", afterKey)
                .param("source", walk.source())
                .param("after", walk.afterKey())
                .update();
    }

    void finish(RulesWalk walk) {
        jdbc.sql("delete from evaluation.rules_walks where source = :source and after_key = :after")
                .param("source", walk.source())
                .param("after", walk.afterKey())
                .update();
    }
}
