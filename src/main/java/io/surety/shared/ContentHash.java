package io.surety.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a content, as 64 lower-case hexadecimal digits.
 *
 * @param hex the digits
 */
public record ContentHash(String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits */
    public ContentHash {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("a content hash has 64 hexadecimal digits: " + hex);
        }
    }

    public static ContentHash of(byte[] content) {
        try {
            return new ContentHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of the UTF-8 bytes of {@code text}. */
    public static ContentHash of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return hex;
    }
}
