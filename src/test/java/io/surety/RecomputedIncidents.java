package io.surety;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works out the clocks of the real incidents from the file itself, minute by minute: no code of the application takes
 * part. All times of the file are whole minutes, and the file has no quotes, so that splitting at commas reads it.
 */
final class RecomputedIncidents {

    /** One row: what holds from a minute on. */
    record Row(long at, long count, int line, String state, String priority, boolean madeSla) {}

    /** @param opened minute of the creation */
    record Incident(String number, long opened, List<Row> rows) {
        boolean sourceSaysMet() {
            return rows.get(rows.size() - 1).madeSla();
        }

        boolean waited() {
            return rows.stream().anyMatch(r -> r.state().startsWith("Awaiting"));
        }
    }

    /** @param at minute of the stop that met the target, or of the breach */
    record Decided(String target, boolean met, long at, int cancelled) {}

    /** What a term asks for; minutes by the first word of a priority. */
    record Promise(Map<String, Integer> minutes, Set<String> stops, Set<String> pauses, boolean reopens) {}

    private static final Set<String> FINISHED = Set.of("Resolved", "Closed");
    static final Promise RESPOND = new Promise(
            Map.of("1", 30, "2", 120, "3", 240, "4", 480),
            Set.of(
                    "Active",
                    "Awaiting User Info",
                    "Awaiting Vendor",
                    "Awaiting Problem",
                    "Awaiting Evidence",
                    "Resolved",
                    "Closed"),
            Set.of(),
            false);
    static final Promise RESOLVE = new Promise(
            Map.of("1", 240, "2", 480, "3", 24 * 60, "4", 48 * 60),
            FINISHED,
            Set.of("Awaiting User Info", "Awaiting Evidence"),
            true);
    private static final Map<String, String> NAMES = Map.of("1", "critical", "2", "high", "3", "moderate", "4", "low");
    private static final Set<LocalDate> CLOSED =
            Set.of(LocalDate.of(2016, 3, 25), LocalDate.of(2016, 3, 28), LocalDate.of(2016, 5, 16));

    private RecomputedIncidents() {}

    static Map<String, Incident> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        var rows = new TreeMap<String, List<Row>>();
        var opened = new TreeMap<String, Long>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String number = cells[columns.indexOf("number")];
            opened.put(number, minute(cells[columns.indexOf("opened_at")]));
            rows.computeIfAbsent(number, n -> new ArrayList<>())
                    .add(new Row(
                            minute(cells[columns.indexOf("sys_updated_at")]),
                            Long.parseLong(cells[columns.indexOf("sys_mod_count")]),
                            i,
                            cells[columns.indexOf("incident_state")],
                            cells[columns.indexOf("priority")].substring(0, 1),
                            cells[columns.indexOf("made_sla")].equals("TRUE")));
        }
        var incidents = new TreeMap<String, Incident>();
        rows.forEach((number, of) -> {
            of.sort(Comparator.comparingLong(Row::at)
                    .thenComparingLong(Row::count)
                    .thenComparingInt(Row::line));
            incidents.put(number, new Incident(number, opened.getOrDefault(number, -1L), of));
        });
        return incidents;
    }

    private static long minute(String text) {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm"))
                        .toEpochSecond(ZoneOffset.UTC)
                / 60;
    }

    /** Walks from the creation, minute by minute, and does at each what the rows say. */
    static Decided decide(Incident incident, Promise promise) {
        var walk = new Walk(promise);
        long now = incident.opened();
        for (Row row : incident.rows()) {
            for (; now < row.at(); now++) {
                walk.minute(now);
            }
            walk.row(Math.max(row.at(), incident.opened()), row);
        }
        return walk.decided();
    }

    private static final class Walk {
        private final Promise promise;
        /** The minutes in which the clock ran, whatever the calendar. */
        private final List<Long> ran = new ArrayList<>();

        private String priority = "";
        private boolean paused;
        private boolean stopped;
        private long stoppedAt;
        private long breach = -1;
        private String breached = "";
        private int used;
        private int cancelled;

        Walk(Promise promise) {
            this.promise = promise;
        }

        void minute(long minute) {
            if (!stopped && !paused) {
                ran.add(minute);
                use(minute);
            }
        }

        /** The first open minute that is run after the target is used up is the breach. */
        private void use(long minute) {
            if (breach >= 0 || priority.isEmpty() || !isOpen(minute, priority)) {
                return;
            }
            if (used == promise.minutes().getOrDefault(priority, -1)) {
                breach = minute;
                breached = priority;
            } else {
                used++;
            }
        }

        void row(long at, Row row) {
            boolean stops = promise.stops().contains(row.state());
            if (stopped && !stops && promise.reopens()) {
                stopped = false;
            }
            if (!stopped && breach < 0 && !priority.equals(row.priority())) {
                cancelled += priority.isEmpty() ? 0 : 1;
                priority = row.priority();
                used = 0;
                ran.forEach(this::use);
            }
            if (!stopped && stops) {
                stopped = true;
                stoppedAt = at;
            }
            paused = promise.pauses().contains(row.state());
        }

        Decided decided() {
            if (!stopped && breach < 0) {
                throw new IllegalStateException("the file has no incident that is not decided");
            }
            return breach >= 0
                    ? new Decided(NAMES.getOrDefault(breached, ""), false, breach, cancelled)
                    : new Decided(NAMES.getOrDefault(priority, ""), true, stoppedAt, cancelled);
        }
    }

    /** Round the clock for the two highest priorities; otherwise the office, of which each day is looked at by itself. */
    private static boolean isOpen(long minute, String priority) {
        if (priority.equals("1") || priority.equals("2")) {
            return true;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
        DayOfWeek day = local.getDayOfWeek();
        if (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY || CLOSED.contains(local.toLocalDate())) {
            return false;
        }
        int hour = local.getHour();
        return (hour >= 8 && hour < 12) || (hour >= 13 && hour < 18);
    }
}
