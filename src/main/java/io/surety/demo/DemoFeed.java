package io.surety.demo;

import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Delivers the story through the public measurement interface: first the history, then each event when its time has
 * come. What was delivered last is remembered, so that a restart goes on from there.
 */
final class DemoFeed {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int LINES_AT_ONCE = 1000;

    private final DemoApi api;
    private final DemoSteps steps;
    private final TimeSource time;
    private final Map<String, String> tokens;
    private final DemoStory story;
    private final DemoSpotlight spotlight;

    DemoFeed(
            DemoApi api,
            DemoSteps steps,
            TimeSource time,
            Map<String, String> tokens,
            LocalDate start,
            Instant opened) {
        this.api = api;
        this.steps = steps;
        this.time = time;
        this.tokens = Map.copyOf(tokens);
        this.story = new DemoStory(ZONE, start);
        this.spotlight = new DemoSpotlight(opened);
    }

    /** Delivers all that has happened since the last delivery, and says until when each source is known. */
    void deliver() {
        Instant now = time.now();
        Instant after = steps.result("delivered until")
                .map(Instant::parse)
                .orElse(story.start().atStartOfDay(ZONE).toInstant().minusMillis(1));
        List<DemoEvent> events = Stream.concat(
                        story.between(after, now).stream(), spotlight.between(after, now).stream())
                .sorted()
                .toList();
        for (int from = 0; from < events.size(); from += LINES_AT_ONCE) {
            send(events.subList(from, Math.min(events.size(), from + LINES_AT_ONCE)));
        }
        confirmMaintenance(events);
        send(watermarks(now));
        steps.remember("delivered until", now.toString());
    }

    /** Each source delivers with its own token. */
    private void send(List<DemoEvent> events) {
        events.stream()
                .collect(Collectors.groupingBy(DemoEvent::source))
                .forEach((source, own) -> api.deliver(
                        Objects.requireNonNull(tokens.get(source)),
                        own.stream().map(event -> api.text(event.body())).collect(Collectors.joining("\n", "", "\n"))));
    }

    /** The provider confirms what it announced; without that, planned maintenance would count as ordinary time. */
    private void confirmMaintenance(List<DemoEvent> events) {
        events.stream()
                .filter(event -> "maintenance".equals(event.body().get("kind")))
                .forEach(event -> api.post(
                        "nora",
                        "/api/maintenance-windows/" + event.source() + "/" + event.id() + "/confirmation",
                        Map.of("revision", 0)));
    }

    private List<DemoEvent> watermarks(Instant now) {
        List<DemoEvent> marks = new ArrayList<>();
        for (String source : tokens.keySet()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("kind", "watermark");
            body.put("source", source);
            body.put("id", "until-" + now.toEpochMilli());
            body.put("at", now.toString());
            marks.add(new DemoEvent(now, source, body));
        }
        return marks;
    }
}
