package io.surety.evaluation.forecast;

import io.surety.agreement.Version;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.JudgeClocks;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.testing.RealIncidents;
import io.surety.testing.TestCalendars;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The real incidents, judged by our own code, as they were known at any instant. */
final class KnownIncidents {

    private final Map<String, List<ItemEvent>> log = new TreeMap<>();
    private final Map<Seen, Settled> settled = new HashMap<>();
    private final Version version;
    private final JudgeClocks judge = new JudgeClocks(new TestCalendars(), Assignees.UNKNOWN);

    private record Seen(String incident, int events) {}

    /** @param since when the last of them was decided: from then on only another event changes them */
    private record Settled(List<JudgedClock> clocks, Instant since) {}

    KnownIncidents() throws IOException {
        for (RealIncidents.Event event : RealIncidents.events()) {
            log.computeIfAbsent(event.incident(), n -> new ArrayList<>()).add(known(event));
        }
        version = RealIncidents.version();
    }

    private static ItemEvent known(RealIncidents.Event event) {
        return new ItemEvent(
                new ItemRef(RealIncidents.SOURCE, event.incident()),
                event.id(),
                0,
                event.at(),
                event.at(),
                event.line(),
                event.type(),
                "",
                event.attributes());
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
        ItemHistory history = new ItemHistory(new ItemRef(RealIncidents.SOURCE, incident), events, List.of());
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
