package io.surety.measurement.reading;

import io.surety.measurement.HoldEvidence;
import io.surety.shared.Interval;
import java.sql.Timestamp;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A row for the service under the key itself, and one for each of its parts that goes when the former goes. So a node that
 * holds one service for a key, as all did once, finds its row, and lets go of the parts with it.
 */
@Repository
class StoredHolds implements HoldEvidence {

    private final JdbcClient jdbc;

    StoredHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void hold(String key, String source, Collection<String> services, Interval span) {
        String[] held = services.toArray(String[]::new);
        jdbc.sql(
                        """
                        insert into measurement.evidence_holds (key, part_of, source, service, from_at, to_at)
                        select case n when 1 then :key else :key || '/' || service end, case when n > 1 then :key end,
                            :source, service, :from, :to
                        from unnest(:services) with ordinality as held(service, n)
                        on conflict (key) do update
                        set source = excluded.source, service = excluded.service, from_at = excluded.from_at,
                            to_at = excluded.to_at
                        """)
                .param("key", key)
                .param("source", source)
                .param("services", held)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .update();
        jdbc.sql("delete from measurement.evidence_holds where part_of = :key and service <> all(:services)")
                .param("key", key)
                .param("services", held)
                .update();
    }

    @Override
    public void release(String key) {
        jdbc.sql("delete from measurement.evidence_holds where key = :key")
                .param("key", key)
                .update();
    }
}
