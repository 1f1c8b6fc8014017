package io.surety.party;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A person with a login.
 *
 * @param name for people
 * @param email where mail reaches her
 * @param organisation the organisation or unit she belongs to
 * @param zone in which she reads times
 * @param language English or German
 */
public record Person(
        PersonId id, String name, String email, OrganisationId organisation, ZoneId zone, Locale language) {}
