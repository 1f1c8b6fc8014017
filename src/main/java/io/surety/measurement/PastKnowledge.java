package io.surety.measurement;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was known at an earlier instant: nothing is ever edited, so it can be told again. */
public interface PastKnowledge {

    /**
     * All that was known of a work item by an instant, before later corrections and withdrawals. It waits for a delivery of
     * the source that is just being stored, because that may have been received before the instant: asked again it answers
     * the same. Not for a transaction that only reads.
     *
     * @param knownAt before the present millisecond, in which something may still be received
     */
    ItemHistory history(ItemRef item, Instant knownAt);

    /** All that was ever received about each of these work items, read at once. */
    Map<ItemRef, PastOfItem> pasts(Collection<ItemRef> items);

    /** How the knowledge of one work item grew. */
    interface PastOfItem {

        /**
         * When something was received that was about the item in some revision: withdrawals, contents that contradict
         * each other and revisions that make it the record of another item are among it.
         *
         * @return each instant once, earliest first
         */
        List<Instant> receipts();

        /** All that was known of it by then. */
        ItemHistory knownAt(Instant then);
    }
}
