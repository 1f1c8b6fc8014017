package io.surety.reporting;

import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which weeks of which agreements were told of. */
@Repository
class SentWeeks {

    private final JdbcClient jdbc;

    SentWeeks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of the latest week that was told of, of any agreement. */
    Optional<Instant> latestEnd() {
        return jdbc.sql("select max(week_to) as latest from reporting.sent_weeks")
                .query((row, n) -> instantIfAny(row, "latest"))
                .single();
    }

    /** @return false if the week was told of before */
    boolean add(String agreement, ReportPeriod week, int receivers, Instant now) {
        return jdbc.sql(
                                """
                                insert into reporting.sent_weeks (agreement, week, week_to, sent_at, receivers)
                                values (:agreement, :week, :to, :now, :receivers)
                                on conflict do nothing
                                """)
                        .param("agreement", agreement)
                        .param("week", week.label())
                        .param("to", timestamptz(week.span().to()))
                        .param("now", timestamptz(now))
                        .param("receivers", receivers)
                        .update()
                == 1;
    }
}
