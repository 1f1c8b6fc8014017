package io.surety.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * An application that is going to be killed: it starts the database, commits one number after the other, and says each
 * that is committed.
 */
final class KilledApplication {

    private KilledApplication() {}

    public static void main(String[] arguments) throws Exception {
        var settings = new EmbeddedDatabaseSettings(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        EmbeddedDatabase database = EmbeddedDatabase.start(settings);
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("create table committed (number int primary key)");
            try (PreparedStatement insert = connection.prepareStatement("insert into committed values (?)")) {
                for (int number = 1; ; number++) {
                    insert.setInt(1, number);
                    insert.executeUpdate();
                    System.out.println("committed " + number);
                    System.out.flush();
                }
            }
        }
    }
}
