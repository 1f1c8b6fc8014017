package io.surety.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The environment of a process for which the machine's clock is ahead: Debian's {@code faketime} stands between it and
 * the kernel. The clock that only counts is ahead by as much, because waits would otherwise end at once.
 */
public final class FastClock {

    private FastClock() {}

    /** Empty where the program is missing; never in CI. */
    public static Optional<Map<String, String>> by(Duration ahead) throws IOException, InterruptedException {
        if (!isInstalled()) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("CI has to have faketime (Debian: faketime)");
            }
            return Optional.empty();
        }
        String offset = "+" + ahead.toSeconds() + "s";
        // The program itself only sets this and waits; a signal is to reach the process that is meant.
        Process shown = new ProcessBuilder("faketime", "-m", "-f", offset, "printenv", "LD_PRELOAD").start();
        String library = new String(shown.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!shown.waitFor(10, TimeUnit.SECONDS) || library.isEmpty()) {
            throw new IllegalStateException("faketime names no library");
        }
        return Optional.of(Map.of("LD_PRELOAD", library, "FAKETIME", offset));
    }

    /** Skips the test, loudly. */
    public static void abort() {
        System.err.println("########## SKIPPED: no faketime on the PATH (Debian: faketime)");
        Assumptions.abort("no faketime");
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "faketime")));
    }
}
