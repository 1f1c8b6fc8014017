package io.surety.party;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A person holds a role in an organisation.
 *
 * @param limit the greatest amount, in {@code currency}, that she may decide about; null for any amount
 */
public record Assignment(
        PersonId person,
        OrganisationId organisation,
        Role role,
        @Nullable BigDecimal limit,
        @Nullable String currency) {

    /** @throws IllegalArgumentException if only one of limit and currency is given */
    public Assignment {
        if ((limit == null) != (currency == null)) {
            throw new IllegalArgumentException("an authority limit is an amount with its currency");
        }
    }

    /** A role without a limit of authority. */
    public static Assignment of(PersonId person, OrganisationId organisation, Role role) {
        return new Assignment(person, organisation, role, null, null);
    }

    /** Whether she may decide about the amount; nothing is converted, so another currency is beyond any limit. */
    public boolean covers(@Nullable BigDecimal amount, @Nullable String ofCurrency) {
        if (amount == null || limit == null) {
            return true;
        }
        return limit.compareTo(amount) >= 0 && currency != null && currency.equals(ofCurrency);
    }
}
