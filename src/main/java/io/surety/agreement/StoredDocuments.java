package io.surety.agreement;

import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Contents by their hash. What was read once is kept typed, because it can never change. */
@Repository
class StoredDocuments {

    private static final int KEPT = 500;

    private final JdbcClient jdbc;
    private final ReadDocument reader;
    private final Map<ContentHash, AgreementDocument> typed =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ContentHash, AgreementDocument> eldest) {
                    return size() > KEPT;
                }
            });

    StoredDocuments(JdbcClient jdbc, ReadDocument reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    void keep(ContentHash hash, String content, Instant at) {
        jdbc.sql(
                        """
                insert into agreement.documents (hash, content, stored_at) values (:hash, :content, :at)
                on conflict (hash) do nothing""")
                .param("hash", hash.hex())
                .param("content", content)
                .param("at", timestamptz(at))
                .update();
    }

    Optional<String> content(ContentHash hash) {
        return jdbc.sql("select content from agreement.documents where hash = :hash")
                .param("hash", hash.hex())
                .query(String.class)
                .optional();
    }

    /** @throws IllegalStateException if no such agreement is stored; a foreign key sees to it that it is */
    AgreementDocument typed(ContentHash hash) {
        AgreementDocument known = typed.get(hash);
        if (known == null) {
            known = reader.typed(content(hash).orElseThrow(() -> new IllegalStateException("no content " + hash)));
            typed.put(hash, known);
        }
        return known;
    }
}
