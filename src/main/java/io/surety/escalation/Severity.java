package io.surety.escalation;

import java.util.Locale;

/** How bad a breach is, from {@code breach-severity.dmn}; in rising order. */
public enum Severity {
    MINOR,
    MAJOR,
    CRITICAL;

    /** As documents and decision tables write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity gravest() {
        return CRITICAL;
    }

    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
