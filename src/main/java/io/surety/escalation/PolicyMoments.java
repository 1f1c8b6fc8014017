package io.surety.escalation;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The lengths of a policy: {@code PT…} on the wall, because a call is answered in minutes, business days on the
 * agreement's calendar, dates in its zone; and its quiet hours, which some severities break.
 */
record PolicyMoments(AgreementDocument document, EscalationPolicy policy, Severity severity, ServiceCalendars calendars)
        implements Ladder.Moments {

    @Override
    public Instant after(Instant start, Span length) {
        if (length instanceof Span.OpenTime wall) {
            return start.plus(wall.duration());
        }
        if (length instanceof Span.Dates dates) {
            ZoneId zone = document.spec().period().zone();
            return start.atZone(zone).plus(dates.period()).toInstant();
        }
        ServiceCalendar calendar =
                calendars.of(document, document.spec().period().calendar());
        return calendar.due(start, length, List.of())
                .map(Due::deadline)
                .orElseThrow(() -> new IllegalStateException(
                        "the agreement's calendar never opens for " + length.text() + " after " + start));
    }

    @Override
    public Instant audible(Instant at) {
        EscalationPolicy.Quiet quiet = policy.quiet();
        if (quiet == null || quiet.except().contains(severity.word())) {
            return at;
        }
        // a calendar that never opens again silences nobody
        return calendars.of(document, quiet.calendar()).nextOpen(at).orElse(at);
    }
}
