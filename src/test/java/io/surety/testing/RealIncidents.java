package io.surety.testing;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.reading.DocumentReading;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/**
 * The incidents of a real service desk, read without the import that {@code RealIncidentsTest} holds, and the agreement by
 * which they are judged.
 */
public final class RealIncidents {

    /** Not part of the repository: a test that needs it is skipped where it is not there. */
    public static final Path FILE = Path.of("../shared/data/incident-events.csv");

    public static final String SOURCE = "real-incidents";

    /** Of the validity, and after all that happened. */
    public static final Instant END = Instant.parse("2017-07-01T00:00:00Z");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");

    private RealIncidents() {}

    /**
     * What happened to an incident.
     *
     * @param line of the row that tells it, from 1; 0 for its creation, which each of its rows repeats
     * @param type {@code created} or {@code changed}
     */
    public record Event(String incident, int line, Instant at, String type, Map<String, String> attributes) {

        /** Unique in the file. */
        public String id() {
            return incident + "-" + line;
        }
    }

    /** All of them in the order of the file, each incident's creation before its first row. */
    public static List<Event> events() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        Set<String> created = new HashSet<>();
        List<Event> events = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String number = cells[columns.indexOf("number")];
            if (created.add(number)) {
                events.add(new Event(
                        number,
                        0,
                        instant(cells[columns.indexOf("opened_at")]),
                        "created",
                        Map.of("service", "service-desk", "customer", "real-acme", "type", "incident")));
            }
            events.add(new Event(
                    number,
                    i,
                    instant(cells[columns.indexOf("sys_updated_at")]),
                    "changed",
                    Map.of(
                            "state", cells[columns.indexOf("incident_state")],
                            "priority", cells[columns.indexOf("priority")])));
        }
        return events;
    }

    /** The agreement of {@code real-incidents.yaml}, in force over the whole log. */
    public static Version version() throws IOException {
        ParsedDocument parsed =
                DocumentReading.reader().read(new ClassPathResource("real-incidents.yaml").getContentAsByteArray());
        return new Version(
                new VersionRef("real-incidents", 1),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                new Interval(Instant.parse("2016-01-01T00:00:00Z"), END),
                List.of(),
                new PersonId("rita"),
                END);
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local, TIME).toInstant(ZoneOffset.UTC);
    }
}
