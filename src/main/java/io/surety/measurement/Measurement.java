package io.surety.measurement;

/**
 * One measurement as it is delivered.
 *
 * @param id identifies it within its source
 * @param revision the highest one counts; not negative
 * @param line of the file it came from, 0 if none; orders what nothing else orders, and is no content
 */
public record Measurement(String id, int revision, long line, Content content) {

    public Measurement {
        if (id.isBlank() || revision < 0) {
            throw new IllegalArgumentException("a measurement has an id and a revision of at least 0: " + id);
        }
    }

    /** Revision 0. */
    public static Measurement of(String id, Content content) {
        return new Measurement(id, 0, 0, content);
    }
}
