package io.surety.notification;

import io.surety.party.PersonId;
import java.util.Map;

/**
 * A message to one person.
 *
 * @param dedupeKey the same message has the same key, however often it is added; the receiver gets it too
 * @param template key of its texts: {@code <template>.subject} and {@code <template>.body} in the bundles
 *     {@code messages/<module>}, in English and German
 * @param values for the placeholders of the texts, by name
 * @param link path of the page where she acts, such as {@code /agreements/it-support-acme}
 */
public record Notice(
        String dedupeKey, PersonId to, Channel by, String template, Map<String, String> values, String link) {

    public Notice {
        values = Map.copyOf(values);
    }

    /** By what a message travels. */
    public enum Channel {
        MAIL,
        WEBHOOK
    }
}
