package io.surety.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdentityStandingTest {

    private static final String INSERT =
            """
            insert into measurement.identities (at, source, series, hash, revision, standing, id)
            values ('2026-06-01T00:00:00Z', 1, 1, '00000000-0000-0000-0000-000000000000', 1, cast(:standing as %s), 'a')
            """;

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());

    @Test
    void nodeOfYesterdaySaysItWithOneLetter() {
        insert("\"char\"", "c");

        assertThat(jdbc.sql("update measurement.identities set standing = cast('x' as \"char\") where id = 'a'")
                        .update())
                .isOne();
        assertThat(jdbc.sql("select standing from measurement.identities where id = 'a'")
                        .query(String.class)
                        .single())
                .isEqualTo("x");
    }

    @Test
    void databaseTakesNoOther() {
        assertThatThrownBy(() -> insert("\"char\"", "z")).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> insert("measurement.identity_standing", "z"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void insert(String type, String standing) {
        jdbc.sql(INSERT.formatted(type)).param("standing", standing).update();
    }
}
