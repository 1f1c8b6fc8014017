package io.surety.measurement;

/**
 * What was counted in a span: the whole numbers of {@link Totals}.
 *
 * @param events how many readings count
 * @param good sum of what was good
 * @param total sum of what could have been good
 * @param contradicted how many ids came with two contents of one revision
 */
public record Counts(long events, long good, long total, long contradicted) {

    /** Nothing is known. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    static Counts of(Totals totals) {
        return new Counts(totals.events(), totals.good(), totals.total(), totals.contradicted());
    }

    /**
     * Both together.
     *
     * @throws ArithmeticException if a sum does not fit in a long
     */
    public Counts plus(Counts other) {
        return new Counts(
                Math.addExact(events, other.events),
                Math.addExact(good, other.good),
                Math.addExact(total, other.total),
                Math.addExact(contradicted, other.contradicted));
    }
}
