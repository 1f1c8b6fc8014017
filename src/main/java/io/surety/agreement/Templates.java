package io.surety.agreement;

import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Optional;

/** The templates that agreements are made from. A change is a new content; the old one stays for who was made from it. */
public interface Templates {

    /** Keeps a template as the newest of its name; the same content again changes nothing. */
    void keep(TemplateDocument template, PersonId by);

    /** The newest of each name. */
    List<TemplateDocument> all();

    /**
     * The newest of a name.
     *
     * @throws Refusal {@code not-found}
     */
    TemplateDocument get(String name);

    Optional<TemplateDocument> withHash(ContentHash hash);
}
