package io.surety.evaluation.period;

import static io.surety.shared.SqlInstants.instantIfAny;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.PackedLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The latest verdicts. */
@Repository
class VerdictRows {

    private static final String SELECT =
            """
            select v.*, l.content as ledger_content
            from evaluation.verdicts v join evaluation.ledgers l on l.key = v.ledger
            """;

    /** Only of an old form the ledger is needed to compare it. */
    private static final String LEDGER_OF_OLD_FORM =
            " left join evaluation.ledgers l on l.key = v.ledger and v.ledger not like '" + PackedLedger.PACKED + "%' ";

    private static final String KEY =
            " agreement = :agreement and version = :version and term = :term and period_from = :periodFrom ";

    /**
     * Its time has come or both sides have confirmed what is published; nothing that changed its inputs waits to be judged,
     * no walk over the items of its source is under way, and nothing holds it back.
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
                select 1 from evaluation.judged_terms t
                where t.agreement = v.agreement and t.version = v.version and t.term = v.term
                    and (t.source in (select source from evaluation.rejudgements)
                        or t.source in (select source from evaluation.rules_walks)))
            and not exists (select 1 from evaluation.judging_rules r where v.id > r.queued_to)
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
                .param("now", SqlInstants.timestamptz(now))
                .param("from", SqlInstants.timestamptz(close.period().from()))
                .param("to", SqlInstants.timestamptz(close.period().to()))
                .param("zone", close.zone().getId())
                .param("per", close.per().name())
                .query((row, n) -> new ClosePeriods.NotFinal(row.getInt("verdicts"), instantIfAny(row, "next")))
                .single();
    }

    Optional<StoredVerdict> find(UUID id) {
        return jdbc.sql(SELECT + "where v.id = :id")
                .param("id", id)
                .query(VerdictRows::read)
                .optional();
    }

    List<StoredVerdict> of(String agreement, Interval span) {
        return jdbc.sql(
                        SELECT
                                + """
                        where agreement = :agreement and period_from < :to and period_to > :from
                        order by period_from, term, target, version
                        """)
                .param("agreement", agreement)
                .param("from", SqlInstants.timestamptz(span.from()))
                .param("to", SqlInstants.timestamptz(span.to()))
                .query(VerdictRows::read)
                .list();
    }

    List<StoredVerdict> of(VersionRef version, String term, Instant periodFrom) {
        return jdbc.sql(SELECT + "where" + KEY + "order by target")
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("periodFrom", SqlInstants.timestamptz(periodFrom))
                .query(VerdictRows::read)
                .list();
    }

    /** The violated ones of an agreement, by period end, term and target. */
    List<StoredVerdict> violated(String agreement) {
        return jdbc.sql(
                        SELECT
                                + """
                        where agreement = :agreement and value = 'VIOLATED'
                        order by part_to, term, target, version
                        """)
                .param("agreement", agreement)
                .query(VerdictRows::read)
                .list();
    }

    /** All that are final or restated of a term and target, of whatever version, in order. */
    List<StoredVerdict> settled(String agreement, String term, Optional<String> target) {
        return after(agreement, term, target, Instant.EPOCH).stream()
                .filter(StoredVerdict::isSettled)
                .toList();
    }

    /** Those of versions that hold then, of a term and target in periods that start at or after an instant, in order. */
    List<StoredVerdict> after(String agreement, String term, Optional<String> target, Instant from) {
        return jdbc.sql(
                        SELECT
                                + """
                        where agreement = :agreement and term = :term and target = :target and period_from >= :from
                            and reason is distinct from 'NOT_IN_FORCE'
                        order by period_from, version
                        """)
                .param("agreement", agreement)
                .param("term", term)
                .param("target", target.orElse(""))
                .param("from", SqlInstants.timestamptz(from))
                .query(VerdictRows::read)
                .list();
    }

    /**
     * Provisional ones that may become final, locked; those that another node works on are passed over, and so are those
     * that something holds back or whose inputs are still being looked at.
     *
     * @param except those to be left alone
     */
    List<StoredVerdict> lockDue(Instant now, int limit, Collection<UUID> except) {
        return jdbc.sql(
                        SELECT + "where " + MAY_BE_FINAL
                                + " and v.id <> all(:except) order by v.final_due_at, v.id limit :limit for update of v skip locked")
                .param("except", except.toArray(UUID[]::new))
                .param("now", SqlInstants.timestamptz(now))
                .param("limit", limit)
                .query(VerdictRows::read)
                .list();
    }

    /** The same of one verdict; empty if it may not be final yet. */
    Optional<StoredVerdict> lockIfDue(UUID id, Instant now) {
        return jdbc.sql(SELECT + "where v.id = :id and " + MAY_BE_FINAL + " for update of v")
                .param("id", id)
                .param("now", SqlInstants.timestamptz(now))
                .query(VerdictRows::read)
                .optional();
    }

    Optional<StoredVerdict> lock(UUID id) {
        return jdbc.sql(SELECT + "where v.id = :id for update of v")
                .param("id", id)
                .query(VerdictRows::read)
                .optional();
    }

    /** Adds those of which nothing was said, and brings the others to what is said now; in a statement each. */
    void write(List<Judged> all) {
        Map<Boolean, List<Judged>> known = all.stream()
                .collect(Collectors.partitioningBy(one -> one.before().isPresent()));
        add(new StoredColumns(known.getOrDefault(false, List.of())));
        change(new StoredColumns(known.getOrDefault(true, List.of())));
    }

    /** Until when their inputs are known now, which changed nothing that they say. */
    void setWatermarks(List<Judged> all) {
        jdbc.sql(
                        """
                        update evaluation.verdicts v set watermark = known.until
                        from unnest(:ids::uuid[], :untils::timestamptz[]) as known(id, until)
                        where v.id = known.id
                        """)
                .param(
                        "ids",
                        all.stream().map(one -> one.after().id().toString()).toArray(String[]::new))
                .param(
                        "untils",
                        all.stream()
                                .map(one ->
                                        one.after().watermark().orElseThrow().toString())
                                .toArray(String[]::new))
                .update();
    }

    private void add(StoredColumns columns) {
        if (columns.isEmpty()) {
            return;
        }
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
                        """)
                .params(columns.whole())
                .update();
    }

    private void change(StoredColumns columns) {
        if (columns.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update evaluation.verdicts v set
                            part_to = said.part_to, state = said.state, value = said.value, reason = said.reason,
                            share = said.share, completeness = said.completeness, count = said.count,
                            percentiles = said.percentiles::jsonb, ledger = said.ledger, watermark = said.watermark,
                            document_hash = said.hash, tzdata = said.tzdata, code_version = said.code,
                            judged_at = said.judged_at, final_due_at = said.final_due_at, serial = said.serial
                        from unnest(
                            :id::uuid[], :partTo::timestamptz[], :state::text[], :value::text[], :reason::text[],
                            :share::text[], :completeness::text[], :count::int[], :percentiles::text[], :ledger::text[],
                            :watermark::timestamptz[], :hash::text[], :tzdata::text[], :code::text[],
                            :judgedAt::timestamptz[], :finalDueAt::timestamptz[], :serial::bigint[]) as said(
                            id, part_to, state, value, reason, share, completeness, count, percentiles, ledger,
                            watermark, hash, tzdata, code, judged_at, final_due_at, serial)
                        where v.id = said.id
                        """)
                .params(columns.changing())
                .update();
    }

    /** What is said of a term's period, by target. */
    Map<Optional<String>, Said> said(VersionRef version, String term, Instant periodFrom) {
        Map<Optional<String>, Said> said = new HashMap<>();
        jdbc.sql("select v.*, l.content as ledger_content from evaluation.verdicts v" + LEDGER_OF_OLD_FORM + "where"
                        + KEY)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("periodFrom", SqlInstants.timestamptz(periodFrom))
                .query(row -> {
                    said.put(target(row), said(row));
                });
        return said;
    }

    /** What is said of part-periods that are judged as one, where something is. */
    Map<JudgeInBulk.Work, Said> said(List<JudgeInBulk.Work> work) {
        Map<JudgeInBulk.Work, Said> said = new HashMap<>();
        jdbc.sql(
                        """
                        select asked.place, v.*, l.content as ledger_content
                        from unnest(:agreements::text[], :versions::int[], :terms::text[], :from::timestamptz[])
                            with ordinality as asked(agreement, version, term, period_from, place)
                        join evaluation.verdicts v on v.agreement = asked.agreement and v.version = asked.version
                            and v.term = asked.term and v.target = '' and v.period_from = asked.period_from
                        """
                                + LEDGER_OF_OLD_FORM)
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
                .query(row -> {
                    said.put(work.get(row.getInt("place") - 1), said(row));
                });
        return said;
    }

    private static Said said(ResultSet row) throws SQLException {
        String percentiles = row.getString("percentiles");
        return new Said(
                row.getObject("id", UUID.class),
                PeriodState.valueOf(row.getString("state")),
                VerdictValue.valueOf(row.getString("value")),
                Optional.ofNullable(row.getString("reason")).map(NotDetermined::valueOf),
                Columns.ratio(row, "share"),
                Columns.ratio(row, "completeness"),
                row.getInt("count"),
                Optional.ofNullable(percentiles).map(text -> Columns.read(text, Percentiles.class)),
                SqlInstants.instant(row, "part_to"),
                instantIfAny(row, "watermark"),
                Ledgers.key(row));
    }

    private static Optional<String> target(ResultSet row) throws SQLException {
        String target = row.getString("target");
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
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
                SqlInstants.instant(row, "judged_at"),
                SqlInstants.instant(row, "final_due_at"),
                row.getLong("serial"));
    }

    private static Verdict verdict(ResultSet row) throws SQLException {
        Interval period = new Interval(SqlInstants.instant(row, "period_from"), SqlInstants.instant(row, "period_to"));
        Interval part = new Interval(SqlInstants.instant(row, "part_from"), SqlInstants.instant(row, "part_to"));
        String percentiles = row.getString("percentiles");
        return new Verdict(
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target(row),
                new PartPeriod(period, part, part.to().isBefore(period.to())),
                VerdictValue.valueOf(row.getString("value")),
                Optional.ofNullable(row.getString("reason")).map(NotDetermined::valueOf),
                Columns.ratio(row, "share"),
                Columns.ratio(row, "completeness"),
                row.getInt("count"),
                Optional.ofNullable(percentiles).map(text -> Columns.read(text, Percentiles.class)),
                Ledgers.read(row));
    }
}
