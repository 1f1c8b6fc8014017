package io.surety.negotiation;

import io.surety.party.PersonId;

/**
 * Who acts, and by which way.
 *
 * @param inTask whether the act completes a task of the process, which then goes on by itself
 */
public record Actor(PersonId person, boolean inTask) {

    /** Somebody who acts over REST. */
    public static Actor overRest(PersonId person) {
        return new Actor(person, false);
    }

    /** Somebody who completes a task. */
    public static Actor inTask(PersonId person) {
        return new Actor(person, true);
    }
}
