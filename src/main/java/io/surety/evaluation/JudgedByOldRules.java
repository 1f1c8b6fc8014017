package io.surety.evaluation;

import io.surety.measurement.ItemRef;
import java.util.List;

/**
 * Items of a source that were judged by other rules than those that hold now. Whoever listens judges them again in the
 * transaction in which this is told, which holds no lock on them yet.
 */
public record JudgedByOldRules(String source, List<ItemRef> items) {

    public JudgedByOldRules {
        items = List.copyOf(items);
    }
}
