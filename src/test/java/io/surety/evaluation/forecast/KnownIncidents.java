package io.surety.evaluation.forecast;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.agreement.reading.DocumentReading;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.JudgeClocks;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;

/** The real incidents, judged by our own code, as they were known at any instant. */
final class KnownIncidents {

    static final Path FILE = Path.of("../shared/data/incident-events.csv");
    static final Instant END = Instant.parse("2017-07-01T00:00:00Z");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");

    private final Map<String, List<ItemEvent>> log = new TreeMap<>();
    private final Map<Seen, Settled> settled = new HashMap<>();
    private final Version version;
    private final JudgeClocks judge;

    private record Seen(String incident, int events) {}

    /** @param since when the last of them was decided: from then on only another event changes them */
    private record Settled(List<JudgedClock> clocks, Instant since) {}

    KnownIncidents() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String number = cells[columns.indexOf("number")];
            List<ItemEvent> events = log.computeIfAbsent(number, n -> new ArrayList<>());
            if (events.isEmpty()) {
                events.add(event(
                        number,
                        0,
                        cells[columns.indexOf("opened_at")],
                        "created",
                        Map.of("service", "service-desk", "customer", "real-acme", "type", "incident")));
            }
            events.add(event(
                    number,
                    i,
                    cells[columns.indexOf("sys_updated_at")],
                    "changed",
                    Map.of(
                            "state", cells[columns.indexOf("incident_state")],
                            "priority", cells[columns.indexOf("priority")])));
        }
        ParsedDocument parsed =
                DocumentReading.reader().read(new ClassPathResource("real-incidents.yaml").getContentAsByteArray());
        version = new Version(
                new VersionRef("real-incidents", 1),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                new Interval(Instant.parse("2016-01-01T00:00:00Z"), END),
                List.of(),
                new PersonId("rita"),
                END);
        judge = new JudgeClocks(new Compiled(), Assignees.UNKNOWN);
    }

    private static ItemEvent event(String number, int line, String at, String type, Map<String, String> attributes) {
        Instant instant = LocalDateTime.parse(at, TIME).toInstant(ZoneOffset.UTC);
        ItemRef item = new ItemRef("real-incidents", number);
        return new ItemEvent(item, number + "-" + line, 0, instant, instant, line, type, "", attributes);
    }

    private static final class Compiled implements ServiceCalendars {

        private final Map<String, ServiceCalendar> calendars = new HashMap<>();

        @Override
        public ServiceCalendar of(AgreementDocument document, String id) {
            return calendars.computeIfAbsent(id, i -> {
                CalendarClause clause = document.spec().calendars().stream()
                        .filter(c -> c.id().equals(i))
                        .findFirst()
                        .orElseThrow();
                return ServiceCalendar.of(DocumentCalendars.definition(clause, null));
            });
        }
    }

    /** The numbers of the incidents, by creation. */
    List<String> byCreation() {
        return log.keySet().stream()
                .sorted(Comparator.comparing(this::created).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    Instant created(String incident) {
        return log.getOrDefault(incident, List.of()).get(0).at();
    }

    /** The clocks of an incident by the events up to an instant, and by nothing else. */
    List<JudgedClock> asOf(String incident, Instant at) {
        List<ItemEvent> events = log.getOrDefault(incident, List.of()).stream()
                .filter(e -> !e.at().isAfter(at))
                .toList();
        Seen seen = new Seen(incident, events.size());
        Settled known = settled.get(seen);
        if (known != null && known.since.isBefore(at)) {
            return known.clocks;
        }
        ItemHistory history = new ItemHistory(new ItemRef("real-incidents", incident), events, List.of());
        List<JudgedClock> clocks = judge.judge(history, List.of(version), at).clocks();
        if (clocks.stream().noneMatch(KnownIncidents::open)) {
            Instant since = clocks.stream()
                    .flatMap(c -> c.decision().map(Decision::at).stream())
                    .max(Comparator.naturalOrder())
                    .orElse(at);
            settled.put(seen, new Settled(clocks, since));
        }
        return clocks;
    }

    static boolean open(JudgedClock clock) {
        return clock.state() == ClockState.RUNNING || clock.state() == ClockState.PAUSED;
    }

    static Optional<Course> course(JudgedClock clock) {
        return Course.of(
                        clock.target(),
                        clock.priority(),
                        clock.decision(),
                        clock.elapsedMillis(),
                        clock.waitedAtMillis(),
                        clock.due().map(Due::openMillis).orElse(0L))
                .filter(c -> !clock.bornLate());
    }
}
