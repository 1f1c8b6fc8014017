package io.surety.objection;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.shared.Interval;

/**
 * What an objection is about, found.
 *
 * @param version by which it is judged
 * @param period the calendar period whose verdict it bears on
 * @param subject as {@link Objection#subject()} writes it
 */
record Disputed(Version version, Term term, Interval period, String subject) {}
