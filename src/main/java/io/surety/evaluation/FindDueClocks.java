package io.surety.evaluation;

/** The due-date scan: finds the clocks that have reached a mark, and tells of it. */
public interface FindDueClocks {

    /**
     * Looks at all that is due at the present instant. Several nodes may do so at once: each mark is found once.
     *
     * @return how many items were looked at
     */
    int run();
}
