package io.surety.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.workflow.EngineTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * A real PostgreSQL, one for the JVM, and databases in it.
 *
 * <p>Sessions have a time zone that is neither UTC nor the JVM's (surefire runs it in Asia/Kathmandu), so that whatever
 * depends on either shows.
 */
public final class TestDatabase {

    /** Of all sessions; half an hour off on purpose. */
    public static final String SESSION_ZONE_SQL = "set time zone 'America/St_Johns'";

    private static final String TEMPLATE = "surety_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static volatile @Nullable EmbeddedPostgres server;
    private static volatile @Nullable Path files;
    private static boolean templateIsThere;
    private static volatile boolean springStops;

    private TestDatabase() {}

    /** A new database with all tables, the engine's too, and no rows; about 0.1 s. */
    public static synchronized DataSource fresh() {
        if (!templateIsThere) {
            execute("create database " + TEMPLATE);
            try (HikariDataSource template = pool(TEMPLATE)) {
                Flyway.configure()
                        .dataSource(template)
                        .outOfOrder(true)
                        .javaMigrations(new EngineTables())
                        .load()
                        .migrate();
            }
            templateIsThere = true;
        }
        String name = nextName();
        execute("create database " + name + " template " + TEMPLATE);
        return pool(name);
    }

    /** The URL of a new database without any table. */
    public static synchronized String emptyUrl() {
        String name = nextName();
        execute("create database " + name);
        return server().getJdbcUrl("postgres", name);
    }

    private static String nextName() {
        return "surety_" + COUNT.incrementAndGet();
    }

    private static HikariDataSource pool(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server().getJdbcUrl("postgres", database));
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(0);
        pool.setConnectionInitSql(SESSION_ZONE_SQL);
        return pool;
    }

    private static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Hands the stop over to Spring, for a JVM in which applications run: it closes them first. A hook of the JVM would
     * run beside Spring's and stop the server under their pools.
     */
    static synchronized void stopAfterTheApplications() {
        if (!springStops) {
            springStops = true;
            SpringApplication.getShutdownHandlers().add(TestDatabase::stop);
        }
    }

    private static void stopUnlessSpringDoes() {
        if (!springStops) {
            stop();
        }
    }

    /**
     * The files go without this JVM: those of a hundred databases take longer than Surefire waits for its end, and then it
     * kills the JVM and they stay.
     */
    private static void stop() {
        EmbeddedPostgres running = server;
        if (running != null) {
            try {
                running.close();
                new ProcessBuilder("rm", "-rf", String.valueOf(files)).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                Path directory = Files.createTempDirectory("surety-test-database");
                running = EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setServerConfig("max_connections", "300")
                        .setRegisterShutdownHook(false)
                        .start();
                files = directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = running;
            Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stopUnlessSpringDoes));
        }
        return running;
    }
}
