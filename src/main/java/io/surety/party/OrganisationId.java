package io.surety.party;

/**
 * An organisation or one of its units; the id by which a document names its parties.
 *
 * @param value RFC 1123 label
 */
public record OrganisationId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
