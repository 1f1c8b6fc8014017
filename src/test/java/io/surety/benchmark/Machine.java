package io.surety.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    /** As the rows of a table. */
    static String facts(Databases databases) throws IOException, InterruptedException {
        return row(
                        "date",
                        ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")))
                + row(
                        "commit",
                        git("rev-parse", "--short", "HEAD")
                                + (git("status", "--porcelain").isEmpty() ? "" : ", with changes"))
                + row("cores", String.valueOf(Runtime.getRuntime().availableProcessors()))
                + row("processor", fromProc("cpuinfo", "model name"))
                + row("memory", fromProc("meminfo", "MemTotal"))
                + row("load at the start", load())
                + row("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                + row(
                        "Java",
                        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                                + collectors())
                + row("PostgreSQL", databases.ask("show server_version"))
                + row("its settings", settings(databases));
    }

    private static String settings(Databases databases) {
        return databases.ask(
                "select string_agg(name || '=' || current_setting(name), ', ' order by name) from pg_settings"
                        + " where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size',"
                        + " 'wal_sync_method')");
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(MemoryManagerMXBean::getName)
                .collect(Collectors.joining(", "));
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String row(String what, String value) {
        return "| " + what + " | " + value + " |\n";
    }

    private static String fromProc(String file, String key) throws IOException {
        Path path = Path.of("/proc", file);
        if (!Files.exists(path)) {
            return "not told";
        }
        return Files.readAllLines(path).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("not told");
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return git.waitFor() == 0 ? said : "unknown";
    }
}
