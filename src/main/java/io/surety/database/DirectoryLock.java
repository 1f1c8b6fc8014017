package io.surety.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One application a data directory. Without it a second start would take over the database of the first, fail on its
 * web port, and stop the database on its way out. The operating system frees the lock of a killed process.
 */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws DatabaseUnusable if another application holds it or the directory cannot be written */
    static DirectoryLock take(Path directory) {
        Path file = directory.resolve("surety.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new DatabaseUnusable("Another running Surety uses the data in " + directory + ".");
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new DatabaseUnusable("The directory " + directory + " cannot be written: " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the data directory was not freed", e);
        }
    }
}
