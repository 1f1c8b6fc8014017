package io.surety.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One ticket or lead whose life is being told: each call adds what happens to it next. */
final class DemoItem {

    private final String source;
    private final String key;
    private final List<DemoEvent> events = new ArrayList<>();
    private Instant at;

    DemoItem(String source, String key, Instant created, Map<String, String> attributes) {
        this.source = source;
        this.key = key;
        this.at = created;
        add("created", "", attributes);
    }

    DemoItem after(Duration pause) {
        at = at.plus(pause);
        return this;
    }

    DemoItem changes(String attribute, String value) {
        return add("changed", "", Map.of(attribute, value));
    }

    DemoItem happens(String type, String by) {
        return add(type, by, Map.of());
    }

    DemoItem assignedTo(String person) {
        return add("assigned", "", Map.of("assignee", person));
    }

    DemoItem refusedFor(String reason) {
        return add("changed", "", Map.of("state", "Refused", "reason", reason));
    }

    List<DemoEvent> events() {
        return List.copyOf(events);
    }

    private DemoItem add(String type, String by, Map<String, String> attributes) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", "work-item");
        body.put("source", source);
        body.put("id", "%s-%02d".formatted(key, events.size()));
        body.put("item", key);
        body.put("at", at.toString());
        body.put("type", type);
        if (!by.isEmpty()) {
            body.put("by", by);
        }
        if (!attributes.isEmpty()) {
            body.put("attributes", attributes);
        }
        events.add(new DemoEvent(at, source, body));
        return this;
    }
}
