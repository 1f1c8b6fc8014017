package io.surety.agreement;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The two ways to write a document. */
public enum DocumentFormat {
    YAML,
    JSON;

    private static final Pattern JSON_START = Pattern.compile("\\s*\\{\\s*[\"}].*", Pattern.DOTALL);

    /** JSON where the text begins as only JSON does, else YAML. */
    public static DocumentFormat guess(byte[] text) {
        String start = new String(text, 0, Math.min(text.length, 1_000), StandardCharsets.UTF_8);
        return JSON_START.matcher(start).matches() ? JSON : YAML;
    }
}
