package io.surety.party;

import io.surety.shared.Interval;
import java.util.Locale;

/**
 * Puts organisations and people on record. Each call is idempotent: what is there already is brought to what is said.
 * A change of a person publishes {@link PersonChanged}.
 */
public interface RegisterParties {

    void organisation(Organisation organisation);

    /**
     * Makes or changes a person with her login.
     *
     * @param password new password, past the password policy: the caller answers for its strength
     */
    void person(Person person, String password);

    /** Changes a person and leaves her password as it is. */
    void person(Person person);

    /** Gives a role, and with it membership in the engine's group {@code <organisation>.<role>}. */
    void assign(Assignment assignment);

    /** Takes a role and the membership of its group. */
    void withdraw(PersonId person, OrganisationId organisation, Role role);

    /** Puts a person on call. */
    void onCall(OrganisationId organisation, String rota, PersonId person, Interval during);

    /** The languages that messages are written in. */
    static Locale language(String tag) {
        return tag.equals("de") ? Locale.GERMAN : Locale.ENGLISH;
    }
}
