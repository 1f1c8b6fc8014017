package io.surety.notification;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.notification.Notice.Channel;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the outbox. */
@Repository
class Messages {

    private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a message that is due at once, unless its key is there. */
    boolean add(Notice notice, Instant now) {
        return jdbc.sql(
                                """
                insert into notification.messages
                    (id, dedupe_key, person, channel, template, placeholders, link, state, next_attempt_at, created_at)
                values (:id, :key, :person, :channel, :template, :values::jsonb, :link, 'WAITING', :now, :now)
                on conflict (dedupe_key) do nothing""")
                        .param("id", UUID.randomUUID())
                        .param("key", notice.dedupeKey())
                        .param("person", notice.to().value())
                        .param("channel", notice.by().name())
                        .param("template", notice.template())
                        .param("values", write(notice.values()))
                        .param("link", notice.link())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    int withdraw(String prefix) {
        String escaped = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return jdbc.sql(
                        """
                update notification.messages set state = 'WITHDRAWN'
                where state in ('WAITING', 'SENDING') and dedupe_key like :prefix""")
                .param("prefix", escaped + "%")
                .update();
    }

    /**
     * Takes due messages for one relay. They stay its own until {@code lease} is over: one whose relay died meanwhile is
     * due again then. Rows that another relay is just taking are passed over.
     */
    List<StoredMessage> claim(int atMost, Instant now, Duration lease) {
        return jdbc.sql(
                        """
                with due as materialized (
                    select id from notification.messages
                    where state in ('WAITING', 'SENDING') and next_attempt_at <= :now
                    order by next_attempt_at, id limit :limit for update skip locked)
                update notification.messages m
                set state = 'SENDING', attempts = m.attempts + 1, next_attempt_at = :lease
                from due where m.id = due.id
                returning m.*""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("lease", now.plus(lease).atOffset(ZoneOffset.UTC))
                .param("limit", atMost)
                .query(Messages::message)
                .list();
    }

    /** Also of one that was withdrawn while it was on its way: it has arrived. */
    void delivered(StoredMessage message, String to, Instant now) {
        jdbc.sql(
                        """
                update notification.messages
                set state = 'DELIVERED', delivered_at = :now, delivered_to = :to, last_error = null
                where id = :id and state <> 'DELIVERED'""")
                .param("id", message.id())
                .param("to", to)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** It was not tried. */
    void giveBack(StoredMessage message, Instant now) {
        jdbc.sql(
                        """
                update notification.messages
                set state = 'WAITING', next_attempt_at = :now, attempts = attempts - 1
                where id = :id and state = 'SENDING' and attempts = :attempts""")
                .param("id", message.id())
                .param("attempts", message.attempts())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void retryAt(StoredMessage message, Instant next, String error) {
        release(message, "WAITING", next, error);
    }

    void failed(StoredMessage message, Instant now, String error) {
        release(message, "FAILED", now, error);
    }

    /** Only by the relay that still holds it, and not if it was withdrawn meanwhile. */
    private void release(StoredMessage message, String state, Instant next, String error) {
        jdbc.sql(
                        """
                update notification.messages
                set state = :state, next_attempt_at = :next, last_error = :error
                where id = :id and state = 'SENDING' and attempts = :attempts""")
                .param("id", message.id())
                .param("attempts", message.attempts())
                .param("state", state)
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("error", error)
                .update();
    }

    List<StoredMessage> to(PersonId person, int atMost) {
        return jdbc.sql(
                        """
                select * from notification.messages
                where person = :person and state <> 'WITHDRAWN'
                order by created_at desc, id limit :limit""")
                .param("person", person.value())
                .param("limit", atMost)
                .query(Messages::message)
                .list();
    }

    private static StoredMessage message(ResultSet row, int number) throws SQLException {
        return new StoredMessage(
                row.getObject("id", UUID.class),
                row.getString("dedupe_key"),
                new PersonId(row.getString("person")),
                Channel.valueOf(row.getString("channel")),
                row.getString("template"),
                read(row.getString("placeholders")),
                row.getString("link"),
                Letter.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                instant(row, "created_at"),
                instantIfAny(row, "delivered_at"));
    }

    private static String write(Map<String, String> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox holds what it did not write: " + json, e);
        }
    }
}
