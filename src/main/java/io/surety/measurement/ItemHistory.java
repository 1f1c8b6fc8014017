package io.surety.measurement;

import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of one work item.
 *
 * @param events those that count, by instant, order and id; withdrawn and conflicting ones are left out
 * @param conflicts same revision, different content: none of them counts, until a higher revision comes
 */
public record ItemHistory(ItemRef item, List<ItemEvent> events, List<Diagnostic> conflicts) {

    public ItemHistory {
        events = List.copyOf(events);
        conflicts = List.copyOf(conflicts);
    }

    /** When the last thing about it became known. */
    public Instant lastReceived() {
        return events.stream()
                .map(ItemEvent::receivedAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
