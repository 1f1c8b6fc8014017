package io.surety.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that starts and stops with the application and keeps its data.
 *
 * <p>The library that starts it is made for tests and would run it without {@code fsync}. Here the data is someone's, so
 * it is switched on and checked. After {@code kill -9} of the application the server lives on alone; the next start
 * finds it on the fixed port and takes it over. A server of another directory on that port is never used.
 */
class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
    private static final String NAME = "surety";

    private final EmbeddedDatabaseSettings settings;
    private final DirectoryLock lock;
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedDatabaseSettings settings, DirectoryLock lock, EmbeddedPostgres server) {
        this.settings = settings;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts the server, or takes over the one that serves the directory already.
     *
     * @throws DatabaseUnusable if the directory or the port belongs to somebody else
     */
    static EmbeddedDatabase start(EmbeddedDatabaseSettings settings) {
        DirectoryLock lock = DirectoryLock.take(settings.home());
        try {
            ClusterDirectory cluster = new ClusterDirectory(settings.cluster());
            cluster.refuseIfNotOurs();
            cluster.refuseIfServedOnAnotherPort(settings.port());
            refuseForeignServer(settings);
            EmbeddedDatabase database = new EmbeddedDatabase(settings, lock, launch(settings));
            database.checkAndCreate();
            return database;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    String url() {
        return url(settings.port(), NAME);
    }

    private static EmbeddedPostgres launch(EmbeddedDatabaseSettings settings) {
        try {
            Files.createDirectories(settings.cluster());
            return EmbeddedPostgres.builder()
                    .setDataDirectory(settings.cluster())
                    .setOverrideWorkingDirectory(settings.programs().toFile())
                    .setCleanDataDirectory(false)
                    .setPort(settings.port())
                    // Its own hook races with Spring's and stops the server under the open pool.
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(STARTUP_WAIT)
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new DatabaseUnusable(
                    "PostgreSQL did not start on port " + settings.port() + " with the data in " + settings.cluster()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private static void refuseForeignServer(EmbeddedDatabaseSettings settings) {
        if (!PortProbe.answers(settings.port())) {
            return;
        }
        String directory;
        try (Connection connection = connect(settings.port(), "postgres")) {
            directory = show(connection, "data_directory");
        } catch (SQLException e) {
            throw new DatabaseUnusable(
                    "Port " + settings.port() + " is taken by something that is not this application's PostgreSQL ("
                            + e.getMessage() + ").",
                    e);
        }
        refuseUnlessSame(settings, directory);
        LOG.info("Taking over the PostgreSQL that outlived its application on port {}", settings.port());
    }

    private void checkAndCreate() {
        try (Connection connection = connect(settings.port(), "postgres")) {
            refuseUnlessSame(settings, show(connection, "data_directory"));
            refuseUnlessOn(connection, "fsync");
            refuseUnlessOn(connection, "synchronous_commit");
            try (Statement statement = connection.createStatement();
                    ResultSet found =
                            statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                if (!found.next()) {
                    createDatabase(connection);
                }
            }
        } catch (SQLException | RuntimeException e) {
            stopServer();
            throw e instanceof DatabaseUnusable unusable
                    ? unusable
                    : new DatabaseUnusable("PostgreSQL started, but does not answer: " + e.getMessage(), e);
        }
    }

    /** Texts compare by their code points wherever it runs: in the order of Java, and faster than by a language. */
    private static void createDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database " + NAME
                    + " encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0");
        }
    }

    private static void refuseUnlessSame(EmbeddedDatabaseSettings settings, String directory) {
        Path served = Path.of(directory);
        boolean same;
        try {
            same = Files.isSameFile(served, settings.cluster());
        } catch (IOException e) {
            same = false;
        }
        if (!same) {
            throw new DatabaseUnusable("Port " + settings.port() + " is taken by a PostgreSQL with the data in "
                    + served + ", not in " + settings.cluster() + ".");
        }
    }

    private static void refuseUnlessOn(Connection connection, String setting) throws SQLException {
        String value = show(connection, setting);
        if (!"on".equals(value)) {
            throw new DatabaseUnusable("PostgreSQL runs with " + setting + "=" + value
                    + ": what is committed would not survive a crash. Somebody else started it so; stop it first.");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("show " + setting)) {
            value.next();
            return value.getString(1);
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(url(port, database) + "&connectTimeout=5&loginTimeout=5");
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres&reWriteBatchedInserts=true";
    }

    private void stopServer() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("PostgreSQL did not stop: {}", e.getMessage());
        }
    }

    /** Stops the server; the pool is closed before, because it depends on this bean. */
    @Override
    public void close() {
        stopServer();
        lock.close();
    }
}
