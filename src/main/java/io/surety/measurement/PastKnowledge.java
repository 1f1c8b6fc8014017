package io.surety.measurement;

import java.time.Instant;

/** What was known at an earlier instant: nothing is ever edited, so it can be told again. */
public interface PastKnowledge {

    /** All that was known of a work item by an instant, before later corrections and withdrawals. */
    ItemHistory history(ItemRef item, Instant knownAt);
}
