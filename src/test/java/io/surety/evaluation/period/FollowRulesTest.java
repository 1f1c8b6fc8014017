package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.RulesChanged;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.TestDatabase;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Domain 3.4 and 5.2: what was judged by other rules is judged again, once. */
class FollowRulesTest {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final MovedTimeSource time = new MovedTimeSource();
    private final List<Object> told = new ArrayList<>();
    private final FollowRules rules = new FollowRules(jdbc, new Versions(), new StalePeriods(jdbc), time, told::add);

    @Test
    void otherRulesThanThoseOfLastTimeHaveEachPeriodJudgedAgainOnce_3_4() {
        time.moveTo(Instant.parse("2026-03-01T00:00:00Z"));
        verdict("2026-01-01T00:00:00Z", null);
        verdict("2026-02-01T00:00:00Z", "NOT_IN_FORCE");

        rules.follow();

        assertThat(stale()).containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(told).containsExactly(new RulesChanged(time.now()));

        jdbc.sql("delete from evaluation.stale_periods").update();
        rules.follow();
        assertThat(stale()).isEmpty();
        assertThat(told).hasSize(1);

        jdbc.sql("update evaluation.judging_rules set rules = '2 2020a'").update();
        rules.follow();
        assertThat(stale()).hasSize(1);
        assertThat(told).hasSize(2);
    }

    private List<Instant> stale() {
        return jdbc.sql("select period_from from evaluation.stale_periods order by period_from")
                .query((row, n) -> Columns.instant(row, "period_from"))
                .list();
    }

    private void verdict(String from, @Nullable String reason) {
        jdbc.sql(
                        """
                        insert into evaluation.verdicts (
                            id, agreement, version, term, target, period_from, period_to, part_from, part_to, state,
                            value, reason, count, ledger, document_hash, tzdata, code_version, judged_at, final_due_at,
                            serial)
                        values (
                            gen_random_uuid(), 'desk', 1, 'resolve', '', cast(:from as timestamptz),
                            cast(:from as timestamptz) + interval '1 month', cast(:from as timestamptz),
                            cast(:from as timestamptz) + interval '1 month', 'FINAL', 'NOT_DETERMINED',
                            coalesce(:reason, 'NO_DATA'), 0, '{}', '', '2020a', '', cast(:from as timestamptz),
                            cast(:from as timestamptz), 1)
                        """)
                .param("from", from)
                .param("reason", reason, Types.VARCHAR)
                .update();
    }
}
