package io.surety.party;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a task needs.
 *
 * @param role in the organisation or the nearest one above it
 * @param amount the money that is decided about, in {@code currency}; null if none is
 * @param not who may not get it, such as the proposer of what is approved
 */
public record TaskNeed(
        Role role,
        OrganisationId organisation,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        Set<PersonId> not) {}
