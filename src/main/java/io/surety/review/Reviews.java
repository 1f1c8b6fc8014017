package io.surety.review;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The reviews as they are stored. */
@Repository
public class Reviews {

    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public Review get(ReviewId id) {
        return jdbc.sql("select * from review.reviews where id = :id")
                .param("id", id.value())
                .query(Reviews::review)
                .optional()
                .orElseThrow(() -> Refusal.notFound("review " + id));
    }

    /** Oldest first. */
    public List<Review> of(String agreement) {
        return jdbc.sql("select * from review.reviews where agreement = :agreement order by started_at, id")
                .param("agreement", agreement)
                .query(Reviews::review)
                .list();
    }

    public Optional<Review> open(String agreement) {
        return of(agreement).stream().filter(Review::isOpen).findFirst();
    }

    /** What the participants have said, in the order in which they said it. */
    public List<Statement> statements(ReviewId id) {
        return jdbc.sql("select * from review.statements where review = :id order by given_at, task")
                .param("id", id.value())
                .query((row, n) -> new Statement(
                        new PersonId(row.getString("person")),
                        row.getInt("satisfaction"),
                        row.getString("comment"),
                        instant(row, "given_at")))
                .list();
    }

    /** The evidence as JSON, once it has been collected. */
    public Optional<String> evidence(ReviewId id) {
        return jdbc.sql("select content::text from review.evidence where review = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    Set<String> covered(String agreement) {
        return of(agreement).stream().flatMap(r -> r.covers().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Serialises all that starts reviews of one agreement, until the transaction ends. */
    void lock(String agreement) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('review:' || :agreement, 0))")
                .param("agreement", agreement)
                .query(rs -> {});
    }

    void insert(Review review) {
        jdbc.sql(
                        """
                        insert into review.reviews
                            (id, agreement, version, key, covers, reason, state, started_by, started_at)
                        values (:id, :agreement, :version, :key, :covers, :reason, 'OPEN', :by, :at)
                        """)
                .param("id", review.id().value())
                .param("agreement", review.version().agreement())
                .param("version", review.version().number())
                .param("key", review.key())
                .param("covers", review.covers().toArray(String[]::new))
                .param("reason", review.reason())
                .param("by", review.startedBy().value())
                .param("at", timestamptz(review.startedAt()))
                .update();
    }

    void cover(ReviewId id, String key) {
        jdbc.sql(
                        """
                        update review.reviews set covers = covers || array[:key]
                        where id = :id and state = 'OPEN' and not :key = any (covers)
                        """)
                .param("id", id.value())
                .param("key", key)
                .update();
    }

    void store(ReviewId id, String evidence, Instant at) {
        jdbc.sql(
                        """
                        insert into review.evidence (review, content, collected_at) values (:id, :content::jsonb, :at)
                        on conflict (review) do nothing
                        """)
                .param("id", id.value())
                .param("content", evidence)
                .param("at", timestamptz(at))
                .update();
    }

    void state(ReviewId id, String task, Statement statement) {
        jdbc.sql(
                        """
                        insert into review.statements (review, task, person, satisfaction, comment, given_at)
                        values (:id, :task, :person, :satisfaction, :comment, :at)
                        on conflict (task) do nothing
                        """)
                .param("id", id.value())
                .param("task", task)
                .param("person", statement.person().value())
                .param("satisfaction", statement.satisfaction())
                .param("comment", statement.comment())
                .param("at", timestamptz(statement.at()))
                .update();
    }

    /** @return false if it had ended before */
    boolean end(ReviewId id, ReviewOutcome outcome, String conclusion, PersonId by, Instant at) {
        return jdbc.sql(
                                """
                                update review.reviews
                                set state = 'ENDED', outcome = :outcome, conclusion = :conclusion, ended_by = :by, ended_at = :at
                                where id = :id and state = 'OPEN'
                                """)
                        .param("id", id.value())
                        .param("outcome", outcome.name())
                        .param("conclusion", conclusion)
                        .param("by", by.value())
                        .param("at", timestamptz(at))
                        .update()
                == 1;
    }

    PersonId endedBy(ReviewId id) {
        return new PersonId(jdbc.sql("select coalesce(ended_by, 'system') from review.reviews where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single());
    }

    private static Review review(ResultSet row, int number) throws SQLException {
        Array covers = row.getArray("covers");
        return new Review(
                new ReviewId(row.getObject("id", UUID.class)),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("key"),
                List.of((String[]) covers.getArray()),
                row.getString("reason"),
                new PersonId(row.getString("started_by")),
                instant(row, "started_at"),
                Optional.ofNullable(row.getString("outcome")).map(ReviewOutcome::valueOf),
                Optional.ofNullable(row.getString("conclusion")),
                instantIfAny(row, "ended_at"));
    }
}
