package io.surety.measurement;

/**
 * A work item where it comes from.
 *
 * @param source id of the source that delivers it
 * @param key its key there, such as {@code INC0000045}
 */
public record ItemRef(String source, String key) {
    @Override
    public String toString() {
        return source + "/" + key;
    }
}
