package io.surety.evaluation;

/** The due-date scan: finds the clocks that have reached a mark, and tells of it. */
public interface FindDueClocks {

    /**
     * Looks at all that is due at the present instant. Several nodes may do so at once: each mark is found once.
     *
     * @return how many items and clocks were looked at
     */
    int run();

    /** Has a run that is under way end after its present batch, and later ones at once; the rest stays due. */
    void stop();
}
