package io.surety.notification;

import io.surety.party.PersonId;
import java.util.Map;

/**
 * A message to one person.
 *
 * @param dedupeKey the same message has the same key, however often it is added; the receiver gets it too
 * @param template key of its texts: {@code <template>.subject} and {@code <template>.body} in the bundles
 *     {@code messages/<module>}, in English and German
 * @param values for the placeholders of the texts, by name; an instant in ISO form, such as
 *     {@code 2026-03-02T09:00:00Z}, also in the middle of a value, is shown in the receiver's zone and language. The
 *     texts may also use {@code {name}} for the receiver's name and {@code {link}} for the address of the page
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
