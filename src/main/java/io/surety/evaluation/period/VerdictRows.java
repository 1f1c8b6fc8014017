package io.surety.evaluation.period;

import static io.surety.shared.SqlInstants.instantIfAny;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The latest verdicts. */
@Repository
class VerdictRows {

    private static final String KEY =
            " agreement = :agreement and version = :version and term = :term and period_from = :periodFrom ";

    /**
     * Its time has come or both sides have confirmed what is published; nothing that changed its inputs waits to be judged,
     * and nothing holds it back.
     */
    private static final String MAY_BE_FINAL =
            """
            v.state = 'PROVISIONAL'
            and (v.final_due_at <= :now
                or 2 <= (select count(*) from evaluation.verdict_confirmations c
                         where c.verdict = v.id and c.serial = v.serial))
            and not exists (
                select 1 from evaluation.final_holds h
                where h.agreement = v.agreement and h.term = v.term and h.period_from = v.period_from)
            and not exists (
                select 1 from evaluation.stale_periods s
                where s.agreement = v.agreement and s.version = v.version and s.term = v.term
                    and s.period_from = v.period_from)
            and not exists (
                select 1 from evaluation.rejudgements r
                where r.agreement = v.agreement and r.version = v.version)
            """;

    private final JdbcClient jdbc;

    VerdictRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many verdicts of a close are not yet final, and when the next of them may be.
     *
     * @param now what has been due since then is held back, or about to be final
     */
    ClosePeriods.NotFinal notFinal(CloseKey close, Instant now) {
        return jdbc.sql(
                        """
                        select count(*) as verdicts, min(v.final_due_at) filter (where v.final_due_at > :now) as next
                        from evaluation.verdicts v
                        where v.state = 'PROVISIONAL' and v.period_from = :from and v.period_to = :to
                            and exists (
                                select 1 from evaluation.judged_terms t
                                where t.agreement = v.agreement and t.version = v.version and t.term = v.term
                                    and t.zone = :zone and t.per = :per)
                        """)
                .param("now", Columns.at(now))
                .param("from", Columns.at(close.period().from()))
                .param("to", Columns.at(close.period().to()))
                .param("zone", close.zone().getId())
                .param("per", close.per().name())
                .query((row, n) -> new ClosePeriods.NotFinal(row.getInt("verdicts"), instantIfAny(row, "next")))
                .single();
    }

    Optional<StoredVerdict> find(UUID id) {
        return jdbc.sql("select * from evaluation.verdicts where id = :id")
                .param("id", id)
                .query(VerdictRows::read)
                .optional();
    }

    List<StoredVerdict> of(String agreement, Interval span) {
        return jdbc.sql(
                        """
                        select * from evaluation.verdicts
                        where agreement = :agreement and period_from < :to and period_to > :from
                        order by period_from, term, target, version
                        """)
                .param("agreement", agreement)
                .param("from", Columns.at(span.from()))
                .param("to", Columns.at(span.to()))
                .query(VerdictRows::read)
                .list();
    }

    List<StoredVerdict> of(VersionRef version, String term, Instant periodFrom) {
        return jdbc.sql("select * from evaluation.verdicts where" + KEY + "order by target")
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("periodFrom", Columns.at(periodFrom))
                .query(VerdictRows::read)
                .list();
    }

    /** The violated ones of an agreement, by period end, term and target. */
    List<StoredVerdict> violated(String agreement) {
        return jdbc.sql(
                        """
                        select * from evaluation.verdicts where agreement = :agreement and value = 'VIOLATED'
                        order by part_to, term, target, version
                        """)
                .param("agreement", agreement)
                .query(VerdictRows::read)
                .list();
    }

    /** All that are final or restated of a term and target, of whatever version, in order. */
    List<StoredVerdict> settled(String agreement, String term, Optional<String> target) {
        return after(agreement, term, target, Instant.EPOCH).stream()
                .filter(JudgePeriod::isSettled)
                .toList();
    }

    /** Those of versions that hold then, of a term and target in periods that start at or after an instant, in order. */
    List<StoredVerdict> after(String agreement, String term, Optional<String> target, Instant from) {
        return jdbc.sql(
                        """
                        select * from evaluation.verdicts
                        where agreement = :agreement and term = :term and target = :target and period_from >= :from
                            and reason is distinct from 'NOT_IN_FORCE'
                        order by period_from, version
                        """)
                .param("agreement", agreement)
                .param("term", term)
                .param("target", target.orElse(""))
                .param("from", Columns.at(from))
                .query(VerdictRows::read)
                .list();
    }

    /**
     * Provisional ones that may become final, locked; those that another node works on are passed over, and so are those
     * that something holds back or whose inputs are still being looked at.
     */
    List<StoredVerdict> lockDue(Instant now, int limit) {
        return jdbc.sql("select * from evaluation.verdicts v where " + MAY_BE_FINAL
                        + " order by v.final_due_at, v.id limit :limit for update of v skip locked")
                .param("now", Columns.at(now))
                .param("limit", limit)
                .query(VerdictRows::read)
                .list();
    }

    /** The same of one verdict; empty if it may not be final yet. */
    Optional<StoredVerdict> lockIfDue(UUID id, Instant now) {
        return jdbc.sql("select * from evaluation.verdicts v where v.id = :id and " + MAY_BE_FINAL + " for update of v")
                .param("id", id)
                .param("now", Columns.at(now))
                .query(VerdictRows::read)
                .optional();
    }

    Optional<StoredVerdict> lock(UUID id) {
        return jdbc.sql("select * from evaluation.verdicts where id = :id for update")
                .param("id", id)
                .query(VerdictRows::read)
                .optional();
    }

    /** Adds them, or brings those that are there to what is said now; in one statement. */
    void write(List<StoredVerdict> all) {
        StoredColumns columns = new StoredColumns(all);
        jdbc.sql(
                        """
                        insert into evaluation.verdicts (
                            id, agreement, version, term, target, period_from, period_to, part_from, part_to, state,
                            value, reason, share, completeness, count, percentiles, ledger, watermark, document_hash,
                            tzdata, code_version, judged_at, final_due_at, serial)
                        select
                            id, agreement, version, term, target, period_from, period_to, part_from, part_to, state,
                            value, reason, share, completeness, count, percentiles::jsonb, ledger, watermark, hash,
                            tzdata, code, judged_at, final_due_at, serial
                        from unnest(
                            :id::uuid[], :agreement::text[], :version::int[], :term::text[], :target::text[],
                            :periodFrom::timestamptz[], :periodTo::timestamptz[], :partFrom::timestamptz[],
                            :partTo::timestamptz[], :state::text[], :value::text[], :reason::text[], :share::text[],
                            :completeness::text[], :count::int[], :percentiles::text[], :ledger::text[],
                            :watermark::timestamptz[], :hash::text[], :tzdata::text[], :code::text[],
                            :judgedAt::timestamptz[], :finalDueAt::timestamptz[], :serial::bigint[]) as said(
                            id, agreement, version, term, target, period_from, period_to, part_from, part_to, state,
                            value, reason, share, completeness, count, percentiles, ledger, watermark, hash, tzdata,
                            code, judged_at, final_due_at, serial)
                        on conflict (id) do update set
                            part_to = excluded.part_to, state = excluded.state, value = excluded.value,
                            reason = excluded.reason, share = excluded.share, completeness = excluded.completeness,
                            count = excluded.count, percentiles = excluded.percentiles, ledger = excluded.ledger,
                            watermark = excluded.watermark, document_hash = excluded.document_hash,
                            tzdata = excluded.tzdata, code_version = excluded.code_version,
                            judged_at = excluded.judged_at, final_due_at = excluded.final_due_at,
                            serial = excluded.serial
                        """)
                .params(columns.byName())
                .update();
    }

    /** The verdicts on part-periods that begin together with the given ones. */
    List<StoredVerdict> of(List<JudgeInBulk.Work> work) {
        return jdbc.sql(
                        """
                        select * from evaluation.verdicts where (agreement, version, term, period_from) in (
                            select * from unnest(:agreements::text[], :versions::int[], :terms::text[], :from::timestamptz[]))
                        """)
                .param(
                        "agreements",
                        work.stream().map(w -> w.version().agreement()).toArray(String[]::new))
                .param("versions", work.stream().map(w -> w.version().number()).toArray(Integer[]::new))
                .param("terms", work.stream().map(JudgeInBulk.Work::term).toArray(String[]::new))
                .param(
                        "from",
                        work.stream()
                                .map(w -> w.period().period().from().toString())
                                .toArray(String[]::new))
                .query(VerdictRows::read)
                .list();
    }

    private static StoredVerdict read(ResultSet row, int number) throws SQLException {
        return new StoredVerdict(
                row.getObject("id", UUID.class),
                verdict(row),
                PeriodState.valueOf(row.getString("state")),
                instantIfAny(row, "watermark"),
                new ContentHash(row.getString("document_hash")),
                row.getString("tzdata"),
                row.getString("code_version"),
                Columns.instant(row, "judged_at"),
                Columns.instant(row, "final_due_at"),
                row.getLong("serial"));
    }

    private static Verdict verdict(ResultSet row) throws SQLException {
        Interval period = new Interval(Columns.instant(row, "period_from"), Columns.instant(row, "period_to"));
        Interval part = new Interval(Columns.instant(row, "part_from"), Columns.instant(row, "part_to"));
        String target = row.getString("target");
        String percentiles = row.getString("percentiles");
        return new Verdict(
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                new PartPeriod(period, part, part.to().isBefore(period.to())),
                VerdictValue.valueOf(row.getString("value")),
                Optional.ofNullable(row.getString("reason")).map(NotDetermined::valueOf),
                Columns.ratio(row, "share"),
                Columns.ratio(row, "completeness"),
                row.getInt("count"),
                Optional.ofNullable(percentiles).map(text -> Columns.read(text, Percentiles.class)),
                LedgerJson.read(row.getString("ledger")));
    }
}
