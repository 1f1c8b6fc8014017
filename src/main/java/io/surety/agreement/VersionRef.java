package io.surety.agreement;

/**
 * One version of an agreement; written {@code it-support-acme@2}, which is also its business key.
 *
 * @param agreement the name in the document's metadata
 * @param number from 1
 */
public record VersionRef(String agreement, int number) {

    /** @throws IllegalArgumentException if the text is not {@code name@number} */
    public static VersionRef parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("a version is written name@number: " + text);
        }
        return new VersionRef(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return agreement + "@" + number;
    }
}
