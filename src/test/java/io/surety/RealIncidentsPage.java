package io.surety;

import io.surety.RecomputedIncidents.Incident;
import io.surety.RecomputedIncidents.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes {@code docs/real-incidents.md} from verdicts that {@link RealIncidentsTest} has held against the clocks. */
final class RealIncidentsPage {

    private final Collection<Incident> incidents;

    RealIncidentsPage(Map<String, Incident> incidents) {
        this.incidents = incidents.values();
    }

    String text() {
        return """
                # Real incidents, and where their source disagrees

                `RealIncidentsTest` imports 522 incidents of a real service desk (3,538 rows of a ServiceNow audit, a part of
                "Incident management process enriched event log", UCI Machine Learning Repository, Amaral, Fantinato and
                Peres, 2018, CC BY 4.0; the file is not shipped) against `src/test/resources/real-incidents.yaml`, and holds
                every clock, verdict, violation and credit against a recomputation of its own, minute by minute. It writes
                this page with `-Dsurety.docs.write=true`, and fails when the page says something else.

                The source has a verdict too, `made_sla`, of which the last row of an incident is final. Its targets and its
                calendar were never published, and ours are made up, so that this compares and proves nothing: it says on
                how many incidents the two would have quarrelled.

                ## The source against our resolution term

                | incidents | both met | both missed | only ours missed | only the source's missed | agree |
                |---|---:|---:|---:|---:|---:|
                """
                + rows(RecomputedIncidents.RESOLVE)
                + """

                ## The source against our response term

                | incidents | both met | both missed | only ours missed | only the source's missed | agree |
                |---|---:|---:|---:|---:|---:|
                """
                + rows(RecomputedIncidents.RESPOND)
                + """

                A third of the incidents waits at least once (`Awaiting …`); the time in which the customer or evidence is
                awaited pauses our resolution clock. Rows from before an incident's creation count at its creation, with a
                diagnostic; the file's times are read as UTC, which is an assumption.
                """;
    }

    private String rows(Promise promise) {
        return row("all", i -> true, promise)
                + row("1 - Critical, at last", i -> priority(i, "1"), promise)
                + row("2 - High", i -> priority(i, "2"), promise)
                + row("3 - Moderate", i -> priority(i, "3"), promise)
                + row("4 - Low", i -> priority(i, "4"), promise)
                + row("waited at least once", Incident::waited, promise)
                + row("never waited", i -> !i.waited(), promise);
    }

    private static boolean priority(Incident incident, String priority) {
        return incident.rows().get(incident.rows().size() - 1).priority().equals(priority);
    }

    private String row(String name, Predicate<Incident> which, Promise promise) {
        int[] counts = new int[4];
        List<Incident> of = incidents.stream().filter(which).toList();
        for (Incident incident : of) {
            boolean ours = RecomputedIncidents.decide(incident, promise).met();
            boolean theirs = incident.sourceSaysMet();
            counts[ours ? (theirs ? 0 : 3) : (theirs ? 2 : 1)]++;
        }
        long agree = of.isEmpty() ? 0 : (counts[0] + counts[1]) * 1000L / of.size();
        return "| %s (%d) | %d | %d | %d | %d | %d.%d %% |%n"
                .formatted(name, of.size(), counts[0], counts[1], counts[2], counts[3], agree / 10, agree % 10)
                .replace("\r\n", "\n");
    }
}
