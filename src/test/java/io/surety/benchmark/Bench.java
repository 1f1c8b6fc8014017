package io.surety.benchmark;

import io.surety.SuretyApplication;
import io.surety.testing.ForkedApplication;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a section works with, and tells its results to. One for each section. */
public final class Bench {

    private final Databases databases;
    private final Control control;
    private final Path directory;
    private final Path pictures;
    private final Chapter chapter;
    private final List<AutoCloseable> applications = new ArrayList<>();

    Bench(Databases databases, Control control, Path directory, Path pictures, Chapter chapter) {
        this.databases = databases;
        this.control = control;
        this.directory = directory;
        this.pictures = pictures;
        this.chapter = chapter;
    }

    /** A pool of 30 on a database with all tables and no rows, as the application has it; dropped after the section. */
    public DataSource database() {
        return databases.migrated();
    }

    /** The same without any table. */
    public DataSource emptyDatabase() {
        return databases.empty();
    }

    /**
     * The whole application in a process of its own with its own heap, over a database of its own and ready; stopped
     * after the section.
     *
     * @param arguments such as {@code -Xmx512m} or {@code --surety.x.y=1}
     */
    public ForkedApplication application(String... arguments) throws Exception {
        ForkedApplication started =
                ForkedApplication.start(databases.url(databases.emptyName()), directory, List.of(arguments));
        applications.add(started);
        return started;
    }

    /** The whole application in this process, for what is measured below REST; closed after the section. */
    public ConfigurableApplicationContext context(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--surety.database.embedded=false",
                "--surety.demo.enabled=false",
                "--spring.datasource.url=" + databases.url(databases.emptyName()),
                "--spring.datasource.username=postgres"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(SuretyApplication.class)
                .initializers(started ->
                        started.getBeanFactory().registerSingleton("noClassesOfTests", new NoClassesOfTests()))
                .run(all.toArray(String[]::new));
        applications.add(context);
        return context;
    }

    /** INSERT + COMMIT of single rows by this many clients at once, for 3 s: the limit of what commits one by one. */
    public Load control(int clients) throws Exception {
        return control.run(clients);
    }

    /** The same for another time. */
    Load control(int clients, Duration time) throws Exception {
        return control.run(clients, time);
    }

    /** A directory for files of the section. */
    public Path directory() {
        return directory;
    }

    /** A line of the table, without a peer. */
    public void figure(String path, Bar bar, double ours, String unit) {
        chapter.figures().add(new Figure(path, bar, ours, "", Double.NaN, unit));
    }

    /**
     * A line of the table.
     *
     * @param path what was measured
     * @param peerName what it stands beside, measured in the same run
     */
    public void figure(String path, Bar bar, double ours, String peerName, double peer, String unit) {
        chapter.figures().add(new Figure(path, bar, ours, peerName, peer, unit));
    }

    /** Something that has to hold for the figures to mean anything, such as equal results; else the run fails. */
    public void check(String claim, boolean holds) {
        chapter.checks().add(new Chapter.Check(claim, holds));
    }

    /** A paragraph in the page, in Markdown: how it was measured, what a reader has to know. */
    public void note(String markdown) {
        chapter.notes().add(markdown);
    }

    /** A picture in the page. */
    public void plot(Plot plot) throws IOException {
        Files.createDirectories(pictures);
        Files.writeString(pictures.resolve("benchmark-" + plot.name() + ".svg"), SvgPicture.of(plot));
        chapter.plots().add(plot);
    }

    /**
     * What this process's heap holds after a collection, in bytes: as it was at its end, because with a large heap what
     * a thread sets aside for itself a moment later is as large as what is looked for.
     */
    public static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    void closeApplications() throws Exception {
        for (AutoCloseable application : applications) {
            application.close();
        }
    }
}
