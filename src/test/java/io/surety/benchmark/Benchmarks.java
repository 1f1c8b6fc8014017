package io.surety.benchmark;

import io.surety.evaluation.internal.ClocksSection;
import io.surety.evaluation.period.VerdictsSection;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sections and writes the page. All of them write {@code docs/benchmarks.md} and its pictures; some of them,
 * named in the system property {@code sections}, write the same below {@code target/benchmarks}, so that the page is
 * always of one run.
 */
public final class Benchmarks {

    /** In the order of the page. A new section is one line here. */
    private static final List<Section> SECTIONS = List.of(
            new CalendarSection(), //
            new ClocksSection(), //
            new IngestSection(), //
            new WorkItemsSection(), //
            new VerdictsSection() //
            );

    private static final String ALL = "all";
    private static final Path WORK = Path.of("target", "benchmarks");

    private final Databases databases;
    private final Control control;
    private final Path pictures;

    private Benchmarks(Databases databases, Path pictures) {
        this.databases = databases;
        this.control = new Control(databases.outside());
        this.pictures = pictures;
    }

    /** Ends with 1 if a section failed or something that it checks does not hold. A bar that is missed is only told. */
    public static void main(String[] arguments) throws Exception {
        String wanted = System.getProperty("sections", ALL);
        List<Section> sections = named(wanted);
        boolean whole = wanted.equals(ALL);
        Path page = whole ? Path.of("docs", "benchmarks.md") : WORK.resolve("benchmarks.md");
        Path pictures = whole ? Path.of("docs", "pictures") : WORK.resolve("pictures");
        delete(WORK.resolve("database"));
        Files.createDirectories(WORK);
        boolean holds;
        try (Databases databases = Databases.start(WORK.resolve("database"))) {
            holds = new Benchmarks(databases, pictures).write(sections, page);
        }
        System.out.println("The page is " + page);
        System.exit(holds ? 0 : 1);
    }

    private static List<Section> named(String wanted) {
        if (wanted.equals(ALL)) {
            return SECTIONS;
        }
        Set<String> names = new TreeSet<>(Arrays.asList(wanted.split(",")));
        List<Section> found = SECTIONS.stream()
                .filter(section -> names.remove(section.name()))
                .toList();
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("no section is called " + names + "; there are "
                    + SECTIONS.stream().map(Section::name).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private boolean write(List<Section> sections, Path page) throws Exception {
        StringBuilder text = new StringBuilder(INTRODUCTION).append(Machine.facts(databases));
        boolean holds = true;
        control.run(1); // the first one warms up
        for (Section section : sections) {
            System.out.println("Section " + section.name() + ": " + section.title());
            Chapter chapter = Chapter.titled(section.title());
            double before = control.run(1).perSecond();
            long start = System.nanoTime();
            run(section, chapter);
            double seconds = (System.nanoTime() - start) / 1e9;
            Chapter.Surroundings around =
                    new Chapter.Surroundings(before, control.run(1).perSecond(), seconds);
            String written = chapter.text(around, "pictures");
            System.out.println(written);
            text.append('\n').append(written);
            holds &= chapter.holds();
        }
        Files.writeString(page, text);
        return holds;
    }

    private void run(Section section, Chapter chapter) throws Exception {
        Bench bench = new Bench(databases, control, WORK, pictures, chapter);
        try {
            section.run(bench);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            bench.check("the section runs to its end (" + e + ")", false);
        } finally {
            bench.closeApplications();
            databases.clear();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static final String INTRODUCTION =
            """
            # Benchmarks

            Written by `mvn -Pbenchmark verify`; do not edit. Each figure stands beside its limit or a peer that was
            measured in the same run on the same machine, because absolute figures of a shared machine mean little.
            *Ours ÷ peer* is what to look at. The control probe inserts and commits single rows durably with one client,
            before and after each section. PostgreSQL runs as the default profile starts it.

            `fsync` is answered by the virtual disk's host here, so commits are faster than a disk that survives a power
            loss of the host would allow; the peers enjoy the same.

            | machine | |
            |---|---|
            """;
}
