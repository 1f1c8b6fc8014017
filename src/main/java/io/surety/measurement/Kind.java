package io.surety.measurement;

import java.util.Arrays;
import java.util.Optional;

/** What a measurement speaks of, by the word under which it is delivered. */
public enum Kind {
    WORK_ITEM("work-item"),
    OUTAGE("outage"),
    MAINTENANCE("maintenance"),
    SAMPLE("sample"),
    COUNTER("counter"),
    GAUGE("gauge"),
    VOLUME("volume"),
    SATISFACTION("satisfaction"),
    WATERMARK("watermark");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }
}
