package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The credits and the notes that were issued for them. */
@Repository
public class Credits {

    private final JdbcClient jdbc;

    Credits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public Credit get(UUID id) {
        return select("where id = :value", id).stream().findFirst().orElseThrow(() -> Refusal.notFound("credit " + id));
    }

    /** Those of an agreement, by period, term and target. */
    public List<Credit> of(String agreement) {
        return select("where agreement = :value order by period_from, term, target, version", agreement);
    }

    /** What was issued, oldest first. */
    public List<Note> notes(UUID credit) {
        return jdbc.sql("select * from evaluation.credit_notes where credit = :credit order by issued_at, id")
                .param("credit", credit)
                .query((row, n) -> new Note(
                        row.getObject("id", UUID.class),
                        Note.Kind.valueOf(row.getString("kind")),
                        row.getBigDecimal("amount"),
                        row.getString("currency"),
                        row.getString("reason"),
                        SqlInstants.instant(row, "issued_at")))
                .list();
    }

    /** A credit or debit note; never edited. */
    public record Note(UUID id, Kind kind, BigDecimal amount, String currency, String reason, Instant issuedAt) {
        public enum Kind {
            CREDIT,
            DEBIT
        }
    }

    Optional<Credit> ofVerdict(UUID verdict) {
        return select("where verdict = :value for update", verdict).stream().findFirst();
    }

    Credit lock(UUID id) {
        return select("where id = :value for update", id).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("credit " + id));
    }

    /** All of an agreement, locked in the order in which everybody locks several. */
    List<Credit> lock(String agreement) {
        return select("where agreement = :value order by period_to, id for update", agreement);
    }

    /** Those of an agreement that may still be earned back, locked, oldest first. */
    List<Credit> held(String agreement) {
        return select("where agreement = :value and state = 'HELD' order by period_to, id for update", agreement);
    }

    /** The next ones of all that are held, as they are now. */
    List<Credit> heldAfter(Optional<Credit> last, int limit) {
        return jdbc.sql(
                        """
                        select * from evaluation.credits
                        where state = 'HELD' and (period_to, id) > (:to::timestamptz, :id::uuid)
                        order by period_to, id limit :limit
                        """)
                .param(
                        "to",
                        SqlInstants.timestamptz(
                                last.map(credit -> credit.period().to()).orElse(Instant.EPOCH)))
                .param("id", last.map(Credit::id).orElse(new UUID(0, 0)))
                .param("limit", limit)
                .query(Credits::read)
                .list();
    }

    /** Those whose time to be claimed is over, locked; those that another node works on are passed over. */
    List<Credit> notClaimed(Instant now, int limit) {
        return jdbc.sql(
                        """
                        select * from evaluation.credits where state = 'CLAIMABLE' and claim_until <= :now
                        order by claim_until, id limit :limit for update skip locked
                        """)
                .param("now", SqlInstants.timestamptz(now))
                .param("limit", limit)
                .query(Credits::read)
                .list();
    }

    void insert(Credit credit) {
        jdbc.sql(
                        """
                        insert into evaluation.credits (
                            id, verdict, agreement, version, term, target, period_from, period_to, currency, amount,
                            working, state, proposed_at, changed_at)
                        values (
                            :id, :verdict, :agreement, :version, :term, :target, :from, :to, :currency, :amount,
                            :working::jsonb, :state, :now, :now)
                        """)
                .param("id", credit.id())
                .param("verdict", credit.verdict())
                .param("agreement", credit.version().agreement())
                .param("version", credit.version().number())
                .param("term", credit.term())
                .param("target", credit.target().orElse(""))
                .param("from", SqlInstants.timestamptz(credit.period().from()))
                .param("to", SqlInstants.timestamptz(credit.period().to()))
                .param("currency", credit.currency())
                .param("amount", credit.amount())
                .param("working", credit.working())
                .param("state", credit.state().name())
                .param("now", SqlInstants.timestamptz(credit.proposedAt()))
                .update();
    }

    void revalue(UUID id, BigDecimal amount, String working, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.credits set amount = :amount, working = :working::jsonb, changed_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("amount", amount)
                .param("working", working)
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    void move(UUID id, Credit.State to, @Nullable Instant claimUntil, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.credits set state = :state, claim_until = :until, changed_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("state", to.name())
                .param("until", claimUntil == null ? null : SqlInstants.timestamptz(claimUntil))
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    void decided(UUID id, String by, String decision) {
        jdbc.sql("update evaluation.credits set decided_by = :by, decision = :decision where id = :id")
                .param("id", id)
                .param("by", by)
                .param("decision", decision)
                .update();
    }

    void issue(UUID credit, BigDecimal amount, String currency, String reason, Instant now) {
        Note.Kind kind = amount.signum() > 0 ? Note.Kind.CREDIT : Note.Kind.DEBIT;
        jdbc.sql(
                        """
                        insert into evaluation.credit_notes (id, credit, kind, amount, currency, reason, issued_at)
                        values (:id, :credit, :kind, :amount, :currency, :reason, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("credit", credit)
                .param("kind", kind.name())
                .param("amount", amount.abs())
                .param("currency", currency)
                .param("reason", reason)
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    /** Credit notes less debit notes. */
    BigDecimal issued(UUID credit) {
        return notes(credit).stream()
                .map(note -> note.kind() == Note.Kind.CREDIT
                        ? note.amount()
                        : note.amount().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Credit> select(String where, Object value) {
        return jdbc.sql("select * from evaluation.credits " + where)
                .param("value", value)
                .query(Credits::read)
                .list();
    }

    private static Credit read(ResultSet row, int number) throws SQLException {
        String target = row.getString("target");
        return new Credit(
                row.getObject("id", UUID.class),
                row.getObject("verdict", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                Columns.period(row),
                row.getString("currency"),
                row.getBigDecimal("amount"),
                row.getString("working"),
                Credit.State.valueOf(row.getString("state")),
                SqlInstants.instantIfAny(row, "claim_until"),
                SqlInstants.instant(row, "proposed_at"));
    }
}
