package io.surety.measurement;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a work item.
 *
 * @param id identifies it within the source
 * @param revision the highest one counts
 * @param at when it happened
 * @param receivedAt when it became known here
 * @param order orders events of one instant, before {@code id} does
 * @param type {@code created}, {@code changed}, {@code assigned}, {@code touched}, {@code delivered}, {@code merged},
 *     {@code deleted} or one of the source's own
 * @param by {@code human}, {@code automatic}, or empty if the source does not say
 * @param attributes values that hold from then on: state, priority, group, type, service, customer, own ones
 */
public record ItemEvent(
        ItemRef item,
        String id,
        int revision,
        Instant at,
        Instant receivedAt,
        long order,
        String type,
        String by,
        Map<String, String> attributes) {

    public ItemEvent {
        attributes = Map.copyOf(attributes);
    }
}
