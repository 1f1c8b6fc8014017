package io.surety.evaluation.preview;

import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is compared. */
final class PreviewFacts {

    static final Interval QUARTER =
            new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-03-31T00:00:00Z"));
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private PreviewFacts() {}

    /** All that a verdict says, to the last entry of its ledger; two scenes differ in their names and in ids of clocks. */
    static List<Object> of(Verdict verdict, String one, String other) {
        String ledger = LedgerJson.write(verdict.ledger())
                .replace(one, "ID")
                .replace(other, "ID")
                .replaceAll(UUID, "clock");
        // Entries of one instant are in the order of the ids of their clocks, which differ.
        List<String> entries =
                Arrays.stream(ledger.split("[{}\\[\\]]")).sorted().toList();
        return List.of(
                verdict.value(),
                verdict.reason(),
                verdict.share(),
                verdict.completeness(),
                verdict.count(),
                verdict.percentiles(),
                entries);
    }

    /** A hash of all rows of each table of each schema, the engine's too. */
    static Map<String, String> database(JdbcClient jdbc) {
        Map<String, String> hashes = new TreeMap<>();
        List<String> tables = jdbc.sql(
                        """
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                        """)
                .query(String.class)
                .list();
        for (String table : tables) {
            hashes.put(
                    table,
                    jdbc.sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))),"
                                            + " '') from " + table + " t")
                            .query(String.class)
                            .single());
        }
        return hashes;
    }
}
