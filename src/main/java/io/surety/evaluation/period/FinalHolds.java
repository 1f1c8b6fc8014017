package io.surety.evaluation.period;

import io.surety.shared.SqlInstants;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What holds back FINAL, for one term and period each: the verdict stays provisional, whatever its date, until nothing holds
 * it any more. What is final already stays so.
 */
@Repository
public class FinalHolds {

    private final JdbcClient jdbc;

    FinalHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param key of what holds it, such as {@code objection:<id>}; holding twice changes nothing */
    public void hold(String key, String agreement, String term, Instant periodFrom, Instant now) {
        jdbc.sql(
                        """
                        insert into evaluation.final_holds (key, agreement, term, period_from, held_at)
                        values (:key, :agreement, :term, :from, :now) on conflict do nothing
                        """)
                .param("key", key)
                .param("agreement", agreement)
                .param("term", term)
                .param("from", SqlInstants.timestamptz(periodFrom))
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    public void release(String key) {
        jdbc.sql("delete from evaluation.final_holds where key = :key")
                .param("key", key)
                .update();
    }
}
