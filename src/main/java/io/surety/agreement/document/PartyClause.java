package io.surety.agreement.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param id the organisation or unit
 * @param duties what a third party carries; empty for the others
 * @param under name of the contract that binds a third party
 */
public record PartyClause(
        String id, PartyRole role, List<Contact> contacts, List<String> duties, @Nullable String under) {

    /** A person who is named in the contract, with or without a login. */
    public record Contact(String name, @Nullable String email, @Nullable String role) {}
}
