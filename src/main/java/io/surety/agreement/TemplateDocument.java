package io.surety.agreement;

import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template that was accepted: filled with its examples it is an agreement that lint accepts and that meets its own
 * creation constraints.
 *
 * @param parties those that it names itself; who is filled in later is not among them
 * @param normalised its RFC 8785 form
 * @param hash SHA-256 over {@code normalised}; documents made from the template embed it
 */
public record TemplateDocument(
        String name,
        String title,
        Set<OrganisationId> parties,
        List<Placeholder> placeholders,
        String normalised,
        ContentHash hash) {

    /**
     * @param example a value with which the template is acceptable
     * @param fallback taken where no value is given; null makes the value necessary
     */
    public record Placeholder(String name, @Nullable String description, String example, @Nullable String fallback) {}

    /** The title for people: what is filled in as if it were left out, or as in the example. */
    public String called() {
        String called = title;
        for (Placeholder placeholder : placeholders) {
            String value = placeholder.fallback() == null ? placeholder.example() : placeholder.fallback();
            called = called.replace("${" + placeholder.name() + "}", value);
        }
        return called;
    }
}
