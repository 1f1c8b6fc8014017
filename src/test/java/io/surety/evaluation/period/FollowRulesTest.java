package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.RulesChanged;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.PackedLedger;
import io.surety.shared.Ratio;
import io.surety.shared.SqlInstants;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Domain 3.4 and 5.2: what was judged by other rules is judged again, once. */
class FollowRulesTest {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final MovedTimeSource time = new MovedTimeSource();
    private final List<Object> told = new ArrayList<>();
    private final FollowRules rules = node();

    @Test
    void laterRulesThanThoseOfLastTimeHaveEachPeriodJudgedAgainOnce_3_4() {
        time.moveTo(Instant.parse("2026-03-01T00:00:00Z"));
        verdict("2026-01-01T00:00:00Z", null);
        verdict("2026-02-01T00:00:00Z", "NOT_IN_FORCE");

        run(rules);

        assertThat(stale()).containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(told).containsExactly(new RulesChanged(time.now()));

        jdbc.sql("delete from evaluation.stale_periods").update();
        run(node());
        assertThat(stale()).isEmpty();
        assertThat(told).hasSize(1);

        was("2 2020a");
        run(node());
        assertThat(stale()).hasSize(1);
        assertThat(told).hasSize(2);
        assertThat(recorded()).isEqualTo(FollowRules.JUDGING + " " + new Versions().tzdata());
    }

    @Test
    void aNodeThatGoesByEarlierRulesThanTheOthersChangesNothing_3_4() {
        verdict("2026-01-01T00:00:00Z", null);
        run(rules);
        jdbc.sql("delete from evaluation.stale_periods").update();
        was(FollowRules.JUDGING + " 2999a");

        run(node());
        assertThat(told).hasSize(1);

        was("2 2999a");
        run(node());
        assertThat(told).hasSize(2);
        assertThat(recorded()).isEqualTo(FollowRules.JUDGING + " 2999a");
    }

    @Test
    void aNodeIsBehindWhileOthersWithLaterRulesAreAtWork_3_4() {
        FollowRules later = node(new Rules(FollowRules.JUDGING, "2999a"));
        run(rules);
        assertThat(rules.yields()).isFalse();

        run(later);
        assertThat(rules.yields()).isTrue();
        assertThat(later.yields()).isFalse();
        assertThat(node(new Rules(FollowRules.JUDGING + 1, "2020a")).yields()).isTrue();

        time.moveBy(Duration.ofMinutes(9));
        later.run();
        time.moveBy(Duration.ofMinutes(9));
        rules.run();
        assertThat(rules.yields()).isTrue();

        time.moveBy(Duration.ofMinutes(1));
        assertThat(rules.yields()).as("the others were taken back").isFalse();
    }

    /** What comes in is judged by whichever node takes it in. */
    @Test
    void whatNodesWithEarlierRulesTookInIsJudgedOnceMoreWhenTheyAreGone_3_4() {
        verdict("2026-01-01T00:00:00Z", null);
        FollowRules later = node(new Rules(FollowRules.JUDGING, "2999a"));
        run(rules);
        run(later);
        rules.run();
        jdbc.sql("delete from evaluation.stale_periods").update();
        told.clear();

        time.moveBy(Rules.SILENCE.minusMillis(1));
        later.run();
        assertThat(told).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        later.run();
        assertThat(told).containsExactly(new RulesChanged(time.now()));
        assertThat(stale()).hasSize(1);

        later.run();
        assertThat(told).hasSize(1);
    }

    /** Those with later rules were taken back, and come again. */
    @Test
    void whatNodesWithEarlierRulesJudgedOnTheirOwnIsJudgedOnceMoreToo_3_4() {
        verdict("2026-01-01T00:00:00Z", null);
        FollowRules later = node(new Rules(FollowRules.JUDGING, "2999a"));
        run(rules);
        run(later);
        time.moveBy(Rules.SILENCE);
        rules.run();
        assertThat(rules.yields()).as("nobody else is there").isFalse();
        jdbc.sql("delete from evaluation.stale_periods").update();
        told.clear();

        time.moveBy(Rules.SILENCE);
        later.run();
        assertThat(told).containsExactly(new RulesChanged(time.now()));
        assertThat(stale()).hasSize(1);
    }

    @Test
    void ofTwoNodesThatHaveHalfOfTheLatestRulesEachNoneWaitsForTheOther_3_4() {
        FollowRules one = node(new Rules(FollowRules.JUDGING + 1, "2020a"));
        FollowRules other = node(new Rules(FollowRules.JUDGING, "2999a"));
        run(one);
        run(other);
        one.run();
        assertThat(recorded()).isEqualTo(FollowRules.JUDGING + 1 + " 2999a");
        assertThat(one.yields()).isFalse();
        assertThat(other.yields()).isFalse();
    }

    @Test
    void startingDoesNoWorkAndWhatIsTakenInMeanwhileIsGivenWay() throws SQLException {
        verdict("2026-01-01T00:00:00Z", null);
        rules.ready();
        assertThat(told).isEmpty();

        try (Connection intake = database.getConnection()) {
            intake.setAutoCommit(false);
            JdbcClient.create(new SingleConnectionDataSource(intake, true))
                    .sql("insert into evaluation.stale_periods (agreement, version, term, period_from, since)"
                            + " values ('desk', 1, 'resolve', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')")
                    .update();
            rules.run();
            intake.rollback();
        }
        assertThat(stale()).isEmpty();

        rules.run();
        assertThat(stale()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void nothingBecomesFinalWhileTheItemsOfItsSourceAreJudgedAgain_3_4() {
        verdict("2026-01-01T00:00:00Z", null);
        jdbc.sql("update evaluation.verdicts set state = 'PROVISIONAL', document_hash = repeat('0', 64)")
                .update();
        jdbc.sql(
                        """
                        insert into evaluation.judged_terms (agreement, version, term, kind, source, service, sources, per,
                            zone, valid_from, valid_to, has_verdicts, far_reaching)
                        values ('desk', 1, 'resolve', 'duration', 'tickets', 'desk', '{tickets}', 'MONTH', 'UTC',
                            '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', true, false)
                        """)
                .update();
        PackedLedger ledger = PackedLedger.of(new Account(Ratio.of(0, 1), List.of()));
        jdbc.sql("insert into evaluation.ledgers (key, content) values (:key, :content)")
                .param("key", ledger.key())
                .param("content", ledger.content())
                .update();
        jdbc.sql("update evaluation.verdicts set ledger = :key")
                .param("key", ledger.key())
                .update();
        assertThat(mayBeFinal()).isTrue();

        jdbc.sql("insert into evaluation.rules_walks values ('tickets', '', '2026-03-01T00:00:00Z')")
                .update();
        assertThat(mayBeFinal()).isFalse();
        jdbc.sql("update evaluation.rules_walks set source = 'alarms'").update();
        assertThat(mayBeFinal()).isTrue();

        jdbc.sql("insert into evaluation.rejudgements values (gen_random_uuid(), 'another', 1, 'tickets', '',"
                        + " '2026-03-01T00:00:00Z')")
                .update();
        assertThat(mayBeFinal()).isFalse();
        jdbc.sql("delete from evaluation.rejudgements").update();

        was("2 2020a");
        jdbc.sql("update evaluation.judging_rules set queued_to = '00000000-0000-0000-0000-000000000000'")
                .update();
        assertThat(mayBeFinal()).isFalse();
    }

    private boolean mayBeFinal() {
        return !new VerdictRows(jdbc)
                .lockDue(Instant.parse("2026-03-01T00:00:00Z"), 10, List.of())
                .isEmpty();
    }

    private FollowRules node() {
        return node(new Rules(FollowRules.JUDGING, new Versions().tzdata()));
    }

    private FollowRules node(Rules own) {
        return new FollowRules(
                jdbc,
                own,
                new StalePeriods(jdbc),
                time,
                told::add,
                new TransactionTemplate(new JdbcTransactionManager(database)));
    }

    /** Until all is queued. */
    private static void run(FollowRules node) {
        node.ready();
        node.run();
        node.run();
    }

    private void was(String rules) {
        jdbc.sql(
                        """
                        insert into evaluation.judging_rules (rules) values (:rules)
                        on conflict (alone) do update set rules = excluded.rules
                        """)
                .param("rules", rules)
                .update();
    }

    private String recorded() {
        return jdbc.sql("select rules from evaluation.judging_rules")
                .query(String.class)
                .single();
    }

    private List<Instant> stale() {
        return jdbc.sql("select period_from from evaluation.stale_periods order by period_from")
                .query((row, n) -> SqlInstants.instant(row, "period_from"))
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
