package io.surety.measurement.reading;

import io.surety.measurement.HoldEvidence;
import io.surety.shared.Interval;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StoredHolds implements HoldEvidence {

    private final JdbcClient jdbc;

    StoredHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void hold(String key, String source, String service, Interval span) {
        jdbc.sql(
                        """
                        insert into measurement.evidence_holds (key, source, service, from_at, to_at)
                        values (:key, :source, :service, :from, :to)
                        on conflict (key) do update
                        set source = excluded.source, service = excluded.service, from_at = excluded.from_at,
                            to_at = excluded.to_at
                        """)
                .param("key", key)
                .param("source", source)
                .param("service", service)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .update();
    }

    @Override
    public void release(String key) {
        jdbc.sql("delete from measurement.evidence_holds where key = :key")
                .param("key", key)
                .update();
    }
}
