package io.surety.agreement;

import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.Templates.Kept;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Templates in their table, their contents among the other documents. */
@Service
@Transactional
class StoredTemplates implements CreationConstraints {

    private static final String NEWEST =
            """
            select d.content, t.organisation from agreement.templates t join agreement.documents d on d.hash = t.hash
            where t.number = (select max(n.number) from agreement.templates n where n.name = t.name)""";

    private final JdbcClient jdbc;
    private final StoredDocuments documents;
    private final ReadTemplate reader;
    private final TimeSource time;

    StoredTemplates(JdbcClient jdbc, StoredDocuments documents, ReadTemplate reader, TimeSource time) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.reader = reader;
        this.time = time;
    }

    /** @throws Refusal {@code name-taken} if the name belongs to another organisation */
    public void keep(TemplateDocument template, OrganisationId owner, PersonId by) {
        Optional<Kept> newest = newest(template.name());
        if (newest.filter(kept -> !kept.owner().equals(owner)).isPresent()) {
            throw Refusal.conflict("name-taken", "a template of another organisation has the name " + template.name());
        }
        if (newest.filter(kept -> kept.template().hash().equals(template.hash()))
                .isPresent()) {
            return;
        }
        Instant now = time.now();
        documents.keep(template.hash(), template.normalised(), now);
        // Two who change one template at the same time want the same number: the second one is told to try again.
        jdbc.sql(
                        """
                insert into agreement.templates (name, number, organisation, hash, created_by, created_at)
                select :name, coalesce(max(number), 0) + 1, :organisation, :hash, :by, :at
                from agreement.templates where name = :name""")
                .param("name", template.name())
                .param("organisation", owner.value())
                .param("hash", template.hash().hex())
                .param("by", by.value())
                .param("at", timestamptz(now))
                .update();
    }

    /** The newest of each name, by name. */
    @Transactional(readOnly = true)
    public List<Kept> all() {
        return jdbc.sql(NEWEST + " order by t.name").query(this::kept).list();
    }

    @Transactional(readOnly = true)
    public Optional<Kept> newest(String name) {
        return jdbc.sql(NEWEST + " and t.name = :name")
                .param("name", name)
                .query(this::kept)
                .optional();
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(reader.typed(row.getString("content")), new OrganisationId(row.getString("organisation")));
    }

    @Transactional(readOnly = true)
    public Optional<TemplateDocument> withHash(ContentHash hash) {
        return jdbc.sql(
                        """
                select content from agreement.documents
                where hash = :hash and exists (select 1 from agreement.templates t where t.hash = :hash)""")
                .param("hash", hash.hex())
                .query(String.class)
                .optional()
                .map(reader::typed);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Diagnostic> check(ParsedDocument document) {
        ContentHash hash = document.document().metadata().template();
        if (hash == null) {
            return List.of();
        }
        return withHash(hash)
                .map(template -> reader.check(template, document))
                .orElseGet(() -> List.of(
                        new Diagnostic("/metadata/template", "unknown-template", "there is no template " + hash)));
    }
}
