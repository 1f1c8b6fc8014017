package io.surety.evaluation.internal;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Running clocks by the thousand, each of an item of its own, as judging them one by one would have left them. */
record OpenClocks(JdbcClient jdbc) {

    /**
     * @param source of the items
     * @param numbers of items, as {@code n} of a range in SQL
     * @param agreement an expression over {@code n}: whose version 1 they are judged by
     * @param dueAt an expression over {@code n}: when each is due
     */
    void insert(String source, String numbers, String agreement, String dueAt) {
        jdbc.sql("insert into evaluation.items (source, item_key) select '" + source + "', 'INC' || n from " + numbers)
                .update();
        jdbc.sql(
                        """
                        insert into evaluation.clocks (id, source, item_key, agreement, version, term, target, service,
                            obligated, state, started_at, matched_at, deadline_at, breach_at, uncertain, born_late,
                            elapsed_millis, target_millis, next_threshold_at, coming, diagnostics, lost)
                        select gen_random_uuid(), :source, 'INC' || n, agreement, 1, 'resolve', 'all', 'service-desk',
                            'northwind-it', 'RUNNING', at - interval '4 hours', at - interval '4 hours', at, at, false,
                            false, 0, 14400000, at, 'breach@' || floor(extract(epoch from at) * 1000)::bigint, '[]', '[]'
                        from (select n, %s as agreement, date_trunc('milliseconds', %s) as at from %s) due
                        """
                                .formatted(agreement, dueAt, numbers))
                .param("source", source)
                .update();
    }
}
