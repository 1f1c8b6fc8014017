package io.surety.agreement;

import io.surety.agreement.document.CalendarClause;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import java.time.LocalDate;
import java.util.List;

/**
 * A document of the kind {@code Calendar} that was accepted: defaults written out, holidays frozen.
 *
 * @param organisation whose calendar it is
 * @param from first local date for which it holds
 * @param to first one for which it no longer does
 * @param clause what agreements take from it, under its own name
 * @param normalised its RFC 8785 form
 * @param hash SHA-256 over {@code normalised}
 * @param warnings what lint would rather see otherwise, but does not refuse
 */
public record CalendarDocument(
        String name,
        String title,
        OrganisationId organisation,
        LocalDate from,
        LocalDate to,
        CalendarClause clause,
        String normalised,
        ContentHash hash,
        List<Diagnostic> warnings) {

    public CalendarDocument {
        warnings = List.copyOf(warnings);
    }

    public boolean holdsOn(LocalDate date) {
        return !date.isBefore(from) && date.isBefore(to);
    }
}
