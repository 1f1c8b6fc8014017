package io.surety.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * The PostgreSQL of the default profile, started exactly as the application starts it ({@code fsync} and
 * {@code synchronous_commit} on and checked), for measurements outside an application.
 */
public final class ServerOfItsOwn implements AutoCloseable {

    private final EmbeddedDatabase database;
    private final int port;

    private ServerOfItsOwn(EmbeddedDatabase database, int port) {
        this.database = database;
        this.port = port;
    }

    /** @param directory where the cluster is kept or made */
    public static ServerOfItsOwn start(Path directory) {
        return start(directory, freePort());
    }

    /** The same on a port of one's choice, as an application that was killed left it. */
    public static ServerOfItsOwn start(Path directory, int port) {
        return new ServerOfItsOwn(EmbeddedDatabase.start(new EmbeddedDatabaseSettings(port, directory)), port);
    }

    public String url() {
        return database.url();
    }

    /** Of another database of the same server, with the parameters that the application's has. */
    public String url(String name) {
        return database.url().replace(":" + port + "/surety?", ":" + port + "/" + name + "?");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
