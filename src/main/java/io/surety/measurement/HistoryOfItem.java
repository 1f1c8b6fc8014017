package io.surety.measurement;

import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the history of an item from its records.
 *
 * <p>A {@code changed} that changes no attribute is no event: a state that repeats enters nothing. What changes is told
 * from the creation on: nothing happens to an item before it, so an event with an earlier instant comes after it, in its
 * order. It keeps its instant; what judges it says that this is odd.
 */
class HistoryOfItem {

    private static final String CREATED = "created";
    private static final String CHANGED = "changed";

    /** @param line what orders the events when nothing else does */
    record Event(String id, int revision, Instant receivedAt, long line, Content.WorkItem content) {

        boolean isCreation() {
            return content.type().equals(CREATED);
        }
    }

    private static final Comparator<Event> BY_ORDER = Comparator.comparing(
                    (Event e) -> e.content().at())
            .thenComparing(e -> !e.isCreation())
            .thenComparing(e -> e.content().order(), HistoryOfItem::compareOrders)
            .thenComparing(Event::line)
            .thenComparing(Event::id);

    private final ItemRef item;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Diagnostic> conflicts = new TreeMap<>();

    HistoryOfItem(ItemRef item) {
        this.item = item;
    }

    void add(Event event) {
        events.add(event);
    }

    void addConflict(String id, int revision) {
        conflicts.put(id, Contradiction.diagnostic(item.source(), id, revision));
    }

    ItemHistory history() {
        Optional<Instant> created = events.stream()
                .filter(Event::isCreation)
                .map(e -> e.content().at())
                .min(Comparator.naturalOrder());
        events.sort(BY_ORDER);
        var current = new HashMap<String, String>();
        var kept = new ArrayList<Event>();
        // The sort is stable: what is early comes after the creation, in its order.
        events.stream()
                .sorted(Comparator.comparing((Event e) -> notBefore(e, created))
                        .thenComparing(e -> !(e.isCreation()
                                && created.equals(Optional.of(e.content().at())))))
                .filter(event -> changes(event, current))
                .forEach(kept::add);
        kept.sort(BY_ORDER);
        var result = new ArrayList<ItemEvent>();
        kept.forEach(event -> result.add(itemEvent(event, result.size())));
        return new ItemHistory(item, result, List.copyOf(conflicts.values()));
    }

    private static boolean changes(Event event, Map<String, String> current) {
        Map<String, String> attributes = event.content().attributes();
        boolean differs =
                attributes.entrySet().stream().anyMatch(a -> !a.getValue().equals(current.get(a.getKey())));
        current.putAll(attributes);
        return differs || !event.content().type().equals(CHANGED);
    }

    private static Instant notBefore(Event event, Optional<Instant> created) {
        return created.filter(c -> c.isAfter(event.content().at()))
                .orElse(event.content().at());
    }

    private ItemEvent itemEvent(Event event, int order) {
        Content.WorkItem content = event.content();
        return new ItemEvent(
                item,
                event.id(),
                event.revision(),
                content.at(),
                event.receivedAt(),
                order,
                content.type(),
                content.by(),
                content.attributes());
    }

    /** As sequences: the first difference decides, a shorter one comes first. */
    private static int compareOrders(List<Long> one, List<Long> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int difference = Long.compare(one.get(i), other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
