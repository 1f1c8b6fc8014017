package io.surety.evaluation.clock;

import io.surety.agreement.VersionRef;
import io.surety.measurement.ItemRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A work item that was delivered under a {@code volume} term.
 *
 * @param at its delivery, by which it belongs to a period
 * @param subset the first one that matches its attributes at the delivery; empty if none does
 * @param notCounted why it does not count, such as {@code duplicate} or the reason of a refusal in time
 * @param uncertain whether contradictory events make it unknown
 */
public record Delivered(
        ItemRef item,
        VersionRef version,
        String term,
        Instant at,
        Optional<String> subset,
        Optional<String> notCounted,
        boolean uncertain) {}
