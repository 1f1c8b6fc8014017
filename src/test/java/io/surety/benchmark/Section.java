package io.surety.benchmark;

/** One chapter of the page. It is listed in {@link Benchmarks}; the control probe runs before and after it. */
public interface Section {

    /** The name on the command line ({@code -Dsections=calendar,ingest}): one lower-case word. */
    String name();

    /** The heading in the page. */
    String title();

    /** Measures, and tells {@code bench} what came out. It leaves nothing behind: databases are dropped by the bench. */
    void run(Bench bench) throws Exception;
}
