package io.surety.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By what the terms of a version are measured follows from its content, also where it is written by a node that knows no sources. */
class SourcesOfVersionsTest {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void contents() {
        content("a", "desk", "probes", "desk");
        content("b", "probes", "hits");
        jdbc.sql("insert into agreement.agreements (name, drafted_at) values ('acme', '2026-01-01Z')")
                .update();
    }

    @AfterEach
    void stop() throws Exception {
        ((AutoCloseable) database).close();
    }

    private void content(String letter, String... sources) {
        jdbc.sql(
                        """
                        insert into agreement.documents (hash, content, stored_at)
                        select repeat(:letter, 64), jsonb_build_object('spec', jsonb_build_object('terms',
                            jsonb_agg(jsonb_build_object('measure', jsonb_build_object('source', source))))), '2026-01-01Z'
                        from unnest(:sources) source
                        """)
                .param("letter", letter)
                .param("sources", sources)
                .update();
    }

    private void insert(int number, String letter) {
        jdbc.sql(
                        """
                        insert into agreement.versions
                            (agreement, number, state, hash, valid_from, valid_to, created_by, created_at)
                        values ('acme', :number, 'DRAFT', repeat(:letter, 64), '2026-01-01Z', '2027-01-01Z', 'nora',
                            '2026-01-01Z')
                        """)
                .param("number", number)
                .param("letter", letter)
                .update();
    }

    private List<String> sources() {
        return jdbc.sql("select number || ' ' || source from agreement.version_sources order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void theyFollowTheContentWhoeverWritesIt() {
        insert(1, "a");
        insert(2, "b");
        assertThat(sources()).containsExactly("1 desk", "1 probes", "2 hits", "2 probes");

        jdbc.sql("update agreement.versions set hash = repeat('b', 64) where number = 1")
                .update();
        assertThat(sources()).containsExactly("1 hits", "1 probes", "2 hits", "2 probes");
    }

    @Test
    void theMigrationFindsThoseOfTheVersionsThatAreThere() throws IOException {
        insert(1, "a");
        insert(2, "b");
        jdbc.sql("update agreement.version_sources set source = 'outdated' where source = 'desk'")
                .update();
        jdbc.sql("delete from agreement.version_sources where number = 2").update();

        String migration = new ClassPathResource("db/migration/V280__agreement_sources_of_content.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        jdbc.sql(migration.substring(migration.lastIndexOf("delete from"))).update();

        assertThat(sources()).containsExactly("1 desk", "1 probes", "2 hits", "2 probes");
    }
}
