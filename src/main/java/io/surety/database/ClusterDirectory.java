package io.surety.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of a PostgreSQL cluster, and what its {@code postmaster.pid} tells. */
final class ClusterDirectory {

    private static final int PORT_LINE = 3;

    private final Path directory;

    ClusterDirectory(Path directory) {
        this.directory = directory;
    }

    /** PostgreSQL runs only as the owner of its files; said here, because it says so only in its own log. */
    void refuseIfNotOurs() {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            String owner = Files.getOwner(directory).getName();
            String us = System.getProperty("user.name");
            if (!owner.equals(us)) {
                throw new DatabaseUnusable(
                        "The data in " + directory + " belongs to the user " + owner + ", and this is " + us + ".");
            }
        } catch (IOException e) {
            throw new DatabaseUnusable("The directory " + directory + " cannot be read: " + e, e);
        }
    }

    /**
     * A server that outlived its application on another port would hold the directory, and the new one could not start.
     * A {@code postmaster.pid} whose process is gone is no obstacle: PostgreSQL replaces it.
     */
    void refuseIfServedOnAnotherPort(int port) {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() <= PORT_LINE) {
                return;
            }
            long pid = Long.parseLong(lines.get(0).trim());
            int served = Integer.parseInt(lines.get(PORT_LINE).trim());
            if (served != port && isAlive(pid) && PortProbe.answers(served)) {
                throw new DatabaseUnusable("The data in " + directory + " is served by a PostgreSQL that outlived its"
                        + " application on port " + served + " (process " + pid
                        + "). Start with surety.database.port=" + served + ", or stop that process.");
            }
        } catch (IOException | NumberFormatException e) {
            throw new DatabaseUnusable("The file " + file + " cannot be read: " + e, e);
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
