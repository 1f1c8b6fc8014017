package io.surety.agreement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * The templates that agreements are made from; each name belongs to one organisation. A change is a new content; the old
 * one stays for who was made from it.
 */
public interface Templates {

    /** @param owner the organisation whose service level managers change it */
    record Kept(TemplateDocument template, OrganisationId owner) {}

    /**
     * Keeps a template as the newest of its name; the same content again changes nothing.
     *
     * @throws Refusal {@code name-taken} if the name belongs to another organisation
     */
    void keep(TemplateDocument template, OrganisationId owner, PersonId by);

    /**
     * The newest of each name that the caller may use: those of her organisation, of one above it, of a unit below it,
     * and those that name one of them as a party. An administrator sees all.
     */
    List<Kept> visibleTo(Caller caller);

    /**
     * The newest of a name.
     *
     * @throws Refusal {@code not-found}, whether there is none or it is not hers to use
     */
    Kept visible(String name, Caller caller);

    /** The same, or nothing. */
    Optional<Kept> find(String name, Caller caller);

    /** Of any age. */
    Optional<TemplateDocument> withHash(ContentHash hash);

    /**
     * What a template makes with the values that a document has where the template has placeholders: what differs
     * between both is how far the document goes away from it. Normalised, and not linted.
     *
     * @param document normalised
     * @return empty if there is no such template
     */
    Optional<String> withValuesOf(ContentHash template, String document);
}
