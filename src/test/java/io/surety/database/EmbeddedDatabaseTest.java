package io.surety.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static final int ENOUGH = 20;

    @TempDir
    private Path directory;

    private EmbeddedDatabaseSettings settings;

    @BeforeEach
    void chooseAPort() throws IOException {
        settings = new EmbeddedDatabaseSettings(freePort(), directory);
    }

    @Test
    void everythingCommittedIsThereAfterTheApplicationWasKilled() throws Exception {
        int committed = commitAndKill();
        long orphan = postmaster();
        assertThat(ProcessHandle.of(orphan))
                .as("the server outlives its application")
                .isPresent();

        try (EmbeddedDatabase again = EmbeddedDatabase.start(settings)) {
            assertThat(postmaster()).as("the orphan is taken over").isEqualTo(orphan);
            assertThat(count(again)).isGreaterThanOrEqualTo(committed);
        }

        assertThat(PortProbe.answers(settings.port())).as("and stopped with us").isFalse();
        assertThat(settings.cluster().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void everythingCommittedIsThereAfterTheServerWasKilledToo() throws Exception {
        int committed = commitAndKill();
        ProcessHandle server = ProcessHandle.of(postmaster()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
        assertThat(settings.cluster().resolve("postmaster.pid"))
                .as("a stale file")
                .exists();

        try (EmbeddedDatabase again = startWhenItsWorkersAreGone()) {
            assertThat(count(again)).isGreaterThanOrEqualTo(committed);
        }
    }

    @Test
    void writesReachTheDisk() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings);
                Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet value = statement.executeQuery("show " + setting)) {
                    value.next();
                    assertThat(value.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @Test
    void textsAreInTheOrderOfJavaWhateverTheLanguageOfTheShell() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings);
                Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet order = statement.executeQuery(
                        "select string_agg(t, ' ' order by t), (select datlocprovider::text || ' ' || datlocale from pg_database"
                                + " where datname = current_database()) from unnest(array['a-b', 'B', 'aa', '\u00e4', 'z']) t")) {
            order.next();
            assertThat(order.getString(1)).isEqualTo("B a-b aa z \u00e4");
            assertThat(order.getString(2)).isEqualTo("b C.UTF-8");
        }
    }

    @Test
    void aSecondApplicationDoesNotTakeTheDatabaseOfTheFirst() throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(settings)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings))
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("Another running Surety");

            assertThat(answers(first)).isTrue();
        }
    }

    @Test
    void aServerOfAnotherDirectoryIsNotUsed(@TempDir Path elsewhere) throws Exception {
        try (EmbeddedDatabase other =
                EmbeddedDatabase.start(new EmbeddedDatabaseSettings(settings.port(), elsewhere))) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings))
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("is taken by a PostgreSQL with the data in " + elsewhere);

            assertThat(answers(other)).isTrue();
        }
    }

    @Test
    void aPortOfSomethingElseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(settings.port())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings))
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("Port " + settings.port() + " is taken");
        }
    }

    @Test
    void anOrphanOnAnotherPortIsNamed() throws Exception {
        commitAndKill();
        var moved = new EmbeddedDatabaseSettings(freePort(), directory);

        assertThatThrownBy(() -> EmbeddedDatabase.start(moved))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("surety.database.port=" + settings.port());

        EmbeddedDatabase.start(settings).close();
    }

    /** @return the last number that was said to be committed before the kill */
    private int commitAndKill() throws Exception {
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledApplication.class.getName(),
                        String.valueOf(settings.port()),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int committed = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null && committed < ENOUGH; line = said.readLine()) {
                if (line.startsWith("committed ")) {
                    committed = Integer.parseInt(line.substring("committed ".length()));
                }
            }
        } finally {
            application.destroyForcibly().waitFor();
        }
        assertThat(committed).as("numbers committed before the kill").isGreaterThanOrEqualTo(ENOUGH);
        return committed;
    }

    /** After a kill of the postmaster its children notice and go; until then the memory of the cluster is in use. */
    private EmbeddedDatabase startWhenItsWorkersAreGone() {
        return Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .ignoreException(DatabaseUnusable.class)
                .until(() -> EmbeddedDatabase.start(settings), database -> true);
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(settings.cluster().resolve("postmaster.pid"))
                .get(0)
                .trim());
    }

    private static int count(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*), max(number) from committed")) {
            count.next();
            assertThat(count.getInt(1)).as("without gaps").isEqualTo(count.getInt(2));
            return count.getInt(1);
        }
    }

    private static boolean answers(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url())) {
            return connection.isValid(5);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
