package io.surety.party;

import org.jspecify.annotations.Nullable;

/** @param parent the organisation of which this is a unit, or null */
public record Organisation(OrganisationId id, String name, @Nullable OrganisationId parent) {}
