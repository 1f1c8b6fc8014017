package io.surety.objection;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.util.Optional;

/**
 * What an objection is about, found.
 *
 * @param version by which it is judged
 * @param period the calendar period whose verdict it bears on
 * @param subject as {@link Objection#subject()} writes it
 * @param named who is responsible by a cause; empty if it names nobody, or if it is about something else
 */
record Disputed(Version version, Term term, Interval period, String subject, Optional<OrganisationId> named) {

    Disputed(Version version, Term term, Interval period, String subject) {
        this(version, term, period, subject, Optional.empty());
    }
}
