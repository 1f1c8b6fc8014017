package io.surety.measurement.intake;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The mappings that organisations keep under a name, and those that ship with the software. */
@Repository
public class Mappings {

    private final JdbcClient jdbc;
    private final ReadMapping read;
    private final TimeSource time;

    Mappings(JdbcClient jdbc, ReadMapping read, TimeSource time) {
        this.jdbc = jdbc;
        this.read = read;
        this.time = time;
    }

    /** @throws Refusal with diagnostics if the text is no mapping */
    public ImportMapping read(String text) {
        return read.read(text);
    }

    /**
     * Keeps {@code text}, in place of what was there.
     *
     * @throws Refusal if it is no mapping, or if the name is that of one that ships
     */
    public void store(OrganisationId owner, String name, String text, PersonId by) {
        checkName(name);
        if (shipped(name).isPresent()) {
            throw Refusal.conflict("name-taken", "the mapping " + name + " ships with Surety; take another name");
        }
        read.read(text);
        jdbc.sql(
                        """
                        insert into measurement.mappings (owner, name, body, stored_by, stored_at)
                        values (:owner, :name, :body, :by, :at)
                        on conflict (owner, name) do update
                            set body = excluded.body, stored_by = excluded.stored_by, stored_at = excluded.stored_at
                        """)
                .param("owner", owner.value())
                .param("name", name)
                .param("body", text)
                .param("by", by.value())
                .param("at", Timestamp.from(time.now()))
                .update();
    }

    /**
     * The text under a name, as it was stored.
     *
     * @throws Refusal {@code not-found} if none of the organisations has it, and none ships
     */
    public String text(String name, Collection<OrganisationId> organisations) {
        checkName(name);
        return shipped(name)
                .or(() -> stored(name, organisations))
                .orElseThrow(() -> Refusal.notFound("mapping " + name));
    }

    private Optional<String> stored(String name, Collection<OrganisationId> organisations) {
        return jdbc.sql(
                        """
                        select body from measurement.mappings where name = :name and owner = any(:owners)
                        order by owner limit 1
                        """)
                .param("name", name)
                .param(
                        "owners",
                        organisations.stream().map(OrganisationId::value).toArray(String[]::new))
                .query(String.class)
                .optional();
    }

    private static void checkName(String name) {
        if (!Texts.isLabel(name)) {
            throw Refusal.notFound("mapping " + name);
        }
    }

    private static Optional<String> shipped(String name) {
        var resource = new ClassPathResource("mappings/" + name + ".yaml");
        if (!resource.exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a shipped mapping is readable", e);
        }
    }
}
