package io.surety.measurement.reading;

import io.surety.measurement.HoldEvidence;
import io.surety.shared.Interval;
import java.sql.Timestamp;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StoredHolds implements HoldEvidence {

    private final JdbcClient jdbc;

    StoredHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void hold(String key, String source, Collection<String> services, Interval span) {
        jdbc.sql(
                        """
                        insert into measurement.evidence_holds (key, source, service, from_at, to_at)
                        select :key, :source, service, :from, :to from unnest(:services) as held(service)
                        on conflict (key, service) do update
                        set source = excluded.source, from_at = excluded.from_at, to_at = excluded.to_at
                        """)
                .param("key", key)
                .param("source", source)
                .param("services", services.toArray(String[]::new))
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
