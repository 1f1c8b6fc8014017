package io.surety.security;

import io.surety.measurement.DeliveryTokens;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Issues, checks and revokes the tokens of sources.
 *
 * <p>A token reads {@code surety_<id>_<secret>}: the id finds its row, the secret of 256 random bits is held against the
 * stored SHA-256 in constant time. A slow hash is not needed for a secret that nobody can guess.
 */
@Component
class SourceTokens implements DeliveryTokens {

    static final String DELIVER = "measurements:write";
    static final String PREFIX = "surety_";
    private static final int SECRET_BYTES = 32;
    private static final int ID_HEX = 32;

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST_REMEMBERED = 10_000;

    /** A row as it was a moment ago. */
    private record Known(SourceToken token, byte[] hash, long askedAt) {}

    private final JdbcClient jdbc;
    private final TimeSource time;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Known> remembered = new ConcurrentHashMap<>();

    SourceTokens(JdbcClient jdbc, TimeSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Creates a token. Its secret is in the answer and nowhere else. */
    Issued issue(String source, Set<String> scopes, Duration life, PersonId by) {
        Instant now = time.now();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        UUID id = UUID.randomUUID();
        String text = PREFIX + id.toString().replace("-", "") + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        SourceToken token = new SourceToken(id, source, scopes, now, by, now.plus(life), null);
        jdbc.sql(
                        """
                        insert into security.source_tokens (id, source, hash, scopes, created_at, created_by, expires_at)
                        values (:id, :source, :hash, :scopes, :createdAt, :createdBy, :expiresAt)
                        """)
                .param("id", id)
                .param("source", source)
                .param("hash", sha256(text))
                .param("scopes", scopes.toArray(String[]::new))
                .param("createdAt", now.atOffset(ZoneOffset.UTC))
                .param("createdBy", by.value())
                .param("expiresAt", token.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
        return new Issued(token, text);
    }

    /**
     * The token that a text is, if it is one that is neither expired nor revoked. What was revoked on another node is
     * noticed within two seconds: machines come many times a second, and each time would be a question to the database.
     */
    Optional<SourceToken> check(String text) {
        byte[] hash = sha256(text);
        return id(text).flatMap(this::remembered)
                .filter(known -> MessageDigest.isEqual(known.hash(), hash))
                .map(Known::token)
                .filter(token -> token.isGoodAt(time.lately()));
    }

    @Override
    public Optional<String> source(String token) {
        return check(token).filter(known -> known.scopes().contains(DELIVER)).map(SourceToken::source);
    }

    private Optional<Known> remembered(UUID id) {
        Known known = remembered.get(id);
        if (known != null && System.nanoTime() - known.askedAt() < REMEMBERED_NANOS) {
            return Optional.of(known);
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        return Optional.ofNullable(remembered.compute(id, (i, old) -> ask(i)));
    }

    private @Nullable Known ask(UUID id) {
        long askedAt = System.nanoTime();
        return jdbc.sql("select * from security.source_tokens where id = :id")
                .param("id", id)
                .query((row, number) -> new Known(token(row), row.getBytes("hash"), askedAt))
                .optional()
                .orElse(null);
    }

    Optional<SourceToken> find(UUID id) {
        return jdbc.sql("select * from security.source_tokens where id = :id")
                .param("id", id)
                .query((row, number) -> token(row))
                .optional();
    }

    List<SourceToken> all() {
        return jdbc.sql("select * from security.source_tokens order by created_at, id")
                .query((row, number) -> token(row))
                .list();
    }

    /** From now on it is refused; a second revocation changes nothing. */
    void revoke(UUID id, PersonId by) {
        jdbc.sql(
                        """
                        update security.source_tokens set revoked_at = :at, revoked_by = :by
                        where id = :id and revoked_at is null
                        """)
                .param("at", time.now().atOffset(ZoneOffset.UTC))
                .param("by", by.value())
                .param("id", id)
                .update();
        remembered.remove(id);
    }

    private static Optional<UUID> id(String text) {
        int start = PREFIX.length();
        int end = start + ID_HEX;
        if (!text.startsWith(PREFIX)
                || text.length() <= end
                || !text.substring(start, end).matches("[0-9a-f]+")) {
            return Optional.empty();
        }
        String hex = text.substring(start, end);
        return Optional.of(new UUID(
                Long.parseUnsignedLong(hex.substring(0, ID_HEX / 2), 16),
                Long.parseUnsignedLong(hex.substring(ID_HEX / 2), 16)));
    }

    private static SourceToken token(ResultSet row) throws SQLException {
        Array scopes = row.getArray("scopes");
        Timestamp revoked = row.getTimestamp("revoked_at");
        return new SourceToken(
                row.getObject("id", UUID.class),
                row.getString("source"),
                Set.of((String[]) scopes.getArray()),
                row.getTimestamp("created_at").toInstant(),
                new PersonId(row.getString("created_by")),
                row.getTimestamp("expires_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param secret the whole token, to be shown once */
    record Issued(SourceToken token, String secret) {

        @Override
        public String toString() {
            return "Issued[" + token + "]";
        }
    }
}
