package io.surety.party;

/**
 * A person, wherever the system speaks of one; name and address are stored once, under this id.
 *
 * @param value also the login: lower-case letters, digits, dots and hyphens
 */
public record PersonId(String value) {

    /** What the software does by itself, such as a schedule. */
    public static final PersonId SYSTEM = new PersonId("system");

    @Override
    public String toString() {
        return value;
    }
}
