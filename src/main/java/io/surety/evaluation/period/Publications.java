package io.surety.evaluation.period;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import io.surety.shared.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was said when: appended to, never changed. */
@Repository
class Publications {

    private final JdbcClient jdbc;

    Publications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the lock that all publications take, until the transaction ends, and gives the next serials, one for each of
     * the agreements in their order. The instants of an agreement's publications never go back, whatever the clock does,
     * so that an answer as known then never changes.
     *
     * @param time asked once the lock is held: what waits for it is published after what held it
     */
    List<Turn> next(List<String> agreements, TimeSource time) {
        lock();
        Instant now = time.now();
        Last last = jdbc.sql(
                        """
                        select (select max(serial) from evaluation.publications) as serial,
                            (select max(published_at) from evaluation.publications) as at
                        """)
                .query((row, n) -> new Last(row.getLong("serial"), SqlInstants.instantIfAny(row, "at")))
                .single();
        Map<String, Instant> later = last.at().filter(now::isBefore).isPresent() ? last(agreements) : Map.of();
        return IntStream.range(0, agreements.size())
                .mapToObj(i -> {
                    Instant of = later.getOrDefault(agreements.get(i), now);
                    return new Turn(last.serial() + 1 + i, of.isAfter(now) ? of : now);
                })
                .toList();
    }

    /** Of all publications; no instant before the first one. */
    private record Last(long serial, Optional<Instant> at) {}

    private Map<String, Instant> last(List<String> agreements) {
        Map<String, Instant> last = new HashMap<>();
        jdbc.sql(
                        """
                        select v.agreement, max(p.published_at) as at
                        from evaluation.publications p join evaluation.verdicts v on v.id = p.verdict
                        where v.agreement = any(:agreements) group by v.agreement
                        """)
                .param("agreements", agreements.toArray(String[]::new))
                .query(row -> {
                    last.put(row.getString("agreement"), SqlInstants.instant(row, "at"));
                });
        return last;
    }

    /**
     * The lock alone, for whoever locks rows of verdicts before publishing: everybody else locks them after it, and two
     * orders of locks would wait for each other.
     */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('evaluation.publications', 0))")
                .query(rs -> {});
    }

    /**
     * Waits until whoever publishes has committed. What is published from then on comes at this instant or later, so that
     * nothing is added any more to what was published before it. For whoever publishes nothing in the same transaction:
     * two that hold this lock and want the other would wait for each other.
     */
    void awaitUnderway() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended('evaluation.publications', 0))")
                .query(rs -> {});
    }

    record Turn(long serial, Instant at) {}

    /** @param turns of the verdicts, in their order */
    void append(List<Judged> said, List<Turn> turns) {
        List<StoredVerdict> stored = said.stream().map(Judged::after).toList();
        jdbc.sql(
                        """
                        insert into evaluation.publications (serial, verdict, published_at, state, value, content, ledger)
                        select serial, verdict, at, state, value, content::jsonb, ledger from unnest(
                            :serials::bigint[], :verdicts::uuid[], :instants::timestamptz[], :states::text[],
                            :values::text[], :contents::text[], :ledgers::text[])
                            as said(serial, verdict, at, state, value, content, ledger)
                        """)
                .param("serials", stored.stream().map(StoredVerdict::serial).toArray(Long[]::new))
                .param("verdicts", stored.stream().map(v -> v.id().toString()).toArray(String[]::new))
                .param("instants", turns.stream().map(t -> t.at().toString()).toArray(String[]::new))
                .param("states", stored.stream().map(s -> s.state().name()).toArray(String[]::new))
                .param(
                        "values",
                        stored.stream().map(s -> s.verdict().value().name()).toArray(String[]::new))
                .param("contents", stored.stream().map(Publications::content).toArray(String[]::new))
                .param("ledgers", said.stream().map(j -> j.ledger().key()).toArray(String[]::new))
                .update();
    }

    /** When the verdict was last published other than by becoming final, which says nothing new. */
    Instant saidAt(UUID verdict) {
        return jdbc.sql(
                        """
                        select published_at from evaluation.publications
                        where verdict = :verdict and state <> 'FINAL' order by serial desc limit 1
                        """)
                .param("verdict", verdict)
                .query((row, n) -> SqlInstants.instant(row, "published_at"))
                .single();
    }

    /** The last publication of each verdict of the agreement at or before {@code then}. */
    List<StoredVerdict> asOf(String agreement, Interval span, Instant then) {
        return jdbc.sql(
                        """
                        select distinct on (v.period_from, v.term, v.target, v.version)
                            v.id, v.agreement, v.version, v.term, v.target, v.period_from, v.period_to, v.part_from,
                            p.serial, p.state, p.value, p.published_at, p.content::text as content, p.ledger,
                            l.content as ledger_content
                        from evaluation.verdicts v join evaluation.publications p on p.verdict = v.id
                            join evaluation.ledgers l on l.key = p.ledger
                        where v.agreement = :agreement and v.period_from < :to and v.period_to > :from
                            and p.published_at <= :then
                        order by v.period_from, v.term, v.target, v.version, p.serial desc
                        """)
                .param("agreement", agreement)
                .param("from", SqlInstants.timestamptz(span.from()))
                .param("to", SqlInstants.timestamptz(span.to()))
                .param("then", SqlInstants.timestamptz(then))
                .query(Publications::read)
                .list();
    }

    private static String content(StoredVerdict stored) {
        Verdict verdict = stored.verdict();
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("partTo", verdict.period().part().to().toString());
        verdict.reason().ifPresent(reason -> content.put("reason", reason.name()));
        verdict.share().ifPresent(share -> content.put("share", share.toString()));
        verdict.completeness().ifPresent(share -> content.put("completeness", share.toString()));
        content.put("count", verdict.count());
        verdict.percentiles().ifPresent(p -> content.put("percentiles", Columns.json(p)));
        stored.watermark().ifPresent(watermark -> content.put("watermark", watermark.toString()));
        content.put("documentHash", stored.documentHash().hex());
        content.put("tzdata", stored.tzdata());
        content.put("codeVersion", stored.codeVersion());
        content.put("judgedAt", stored.judgedAt().toString());
        content.put("finalDueAt", stored.finalDueAt().toString());
        return content.toString();
    }

    private static StoredVerdict read(ResultSet row, int number) throws SQLException {
        Content content = Columns.read(row.getString("content"), Content.class);
        String target = row.getString("target");
        Interval period = Columns.period(row);
        Interval part = new Interval(SqlInstants.instant(row, "part_from"), Instant.parse(content.partTo()));
        Verdict verdict = new Verdict(
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                new PartPeriod(period, part, part.to().isBefore(period.to())),
                VerdictValue.valueOf(row.getString("value")),
                Optional.ofNullable(content.reason()).map(NotDetermined::valueOf),
                Optional.ofNullable(content.share()).map(Columns::ratio),
                Optional.ofNullable(content.completeness()).map(Columns::ratio),
                content.count(),
                Optional.ofNullable(content.percentiles()).map(text -> Columns.read(text, Percentiles.class)),
                Ledgers.read(row));
        return new StoredVerdict(
                row.getObject("id", UUID.class),
                verdict,
                PeriodState.valueOf(row.getString("state")),
                Optional.ofNullable(content.watermark()).map(Instant::parse),
                new ContentHash(content.documentHash()),
                content.tzdata(),
                content.codeVersion(),
                Instant.parse(content.judgedAt()),
                Instant.parse(content.finalDueAt()),
                row.getLong("serial"));
    }

    /** What a publication keeps beside its own columns. */
    record Content(
            String partTo,
            @Nullable String reason,
            @Nullable String share,
            @Nullable String completeness,
            int count,
            @Nullable String percentiles,
            @Nullable String watermark,
            String documentHash,
            String tzdata,
            String codeVersion,
            String judgedAt,
            String finalDueAt) {}
}
