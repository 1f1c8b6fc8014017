package io.surety.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.database.ServerOfItsOwn;
import io.surety.workflow.EngineTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The PostgreSQL of the run, and databases in it for one section each. */
final class Databases implements AutoCloseable {

    private static final String TEMPLATE = "template_of_sections";

    private final ServerOfItsOwn server;
    private final HikariDataSource outside;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int count;
    private boolean templateIsThere;

    private Databases(ServerOfItsOwn server) {
        this.server = server;
        // As many as the control has clients, and one that asks.
        this.outside = pool("postgres", 17);
    }

    static Databases start(Path directory) {
        return new Databases(ServerOfItsOwn.start(directory));
    }

    /** A pool as the application has it, to a database with all tables and no rows. */
    DataSource migrated() {
        if (!templateIsThere) {
            execute("create database " + TEMPLATE);
            try (HikariDataSource template = pool(TEMPLATE, 4)) {
                Flyway.configure()
                        .dataSource(template)
                        .outOfOrder(true)
                        .javaMigrations(new EngineTables())
                        .load()
                        .migrate();
            }
            templateIsThere = true;
        }
        return opened(created(" template " + TEMPLATE));
    }

    DataSource empty() {
        return opened(emptyName());
    }

    String emptyName() {
        return created("");
    }

    String url(String name) {
        return server.url(name);
    }

    DataSource outside() {
        return outside;
    }

    String ask(String sql) {
        try (Connection connection = outside.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes the pools of a section and drops its databases. */
    void clear() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
        names.forEach(name -> execute("drop database if exists " + name + " with (force)"));
        names.clear();
    }

    private String created(String how) {
        String name = "section_" + ++count;
        execute("create database " + name + how);
        names.add(name);
        return name;
    }

    private DataSource opened(String name) {
        HikariDataSource pool = pool(name, 30);
        pools.add(pool);
        return pool;
    }

    private HikariDataSource pool(String name, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.url(name));
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0);
        return pool;
    }

    private void execute(String sql) {
        try (Connection connection = outside.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clear();
        outside.close();
        server.close();
    }
}
