package io.surety.evaluation.consequence;

import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which delivery is due next: one row for each source of a version in force that promises a rhythm. */
@Repository
class ExpectedDeliveries {

    private final JdbcClient jdbc;

    ExpectedDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Expected(VersionRef version, String source, int number) {}

    void expect(Expected expected, Instant dueAt) {
        jdbc.sql(
                        """
                        insert into evaluation.expected_deliveries (agreement, version, source, number, due_at)
                        values (:agreement, :version, :source, :number, :due)
                        on conflict (agreement, version, source)
                        do update set number = excluded.number, due_at = excluded.due_at
                        """)
                .param("agreement", expected.version().agreement())
                .param("version", expected.version().number())
                .param("source", expected.source())
                .param("number", expected.number())
                .param("due", timestamptz(dueAt))
                .update();
    }

    /** Locks one that is due and that no other node looks at. */
    Optional<Expected> lockDue(Instant now) {
        return jdbc.sql(
                        """
                        select agreement, version, source, number from evaluation.expected_deliveries
                        where due_at <= :now
                        order by due_at
                        limit 1
                        for update skip locked
                        """)
                .param("now", timestamptz(now))
                .query((row, n) -> new Expected(
                        new VersionRef(row.getString("agreement"), row.getInt("version")),
                        row.getString("source"),
                        row.getInt("number")))
                .optional();
    }

    void forget(Expected expected) {
        jdbc.sql(
                        """
                        delete from evaluation.expected_deliveries
                        where agreement = :agreement and version = :version and source = :source
                        """)
                .param("agreement", expected.version().agreement())
                .param("version", expected.version().number())
                .param("source", expected.source())
                .update();
    }
}
