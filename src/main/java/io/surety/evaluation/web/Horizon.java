package io.surety.evaluation.web;

import io.surety.calendar.Span;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Until when something counts as due soon: {@code today}, or a length on the wall. */
final class Horizon {

    private static final Duration LONGEST = Duration.ofDays(31);

    private Horizon() {}

    /** @throws Refusal {@code query-invalid} if the text is neither, or too long */
    static Instant parse(String text, Instant now, ZoneId zone) {
        if (text.equals("today")) {
            return LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        }
        try {
            if (Span.parse(text) instanceof Span.OpenTime wall
                    && wall.duration().compareTo(LONGEST) <= 0) {
                return now.plus(wall.duration());
            }
        } catch (IllegalArgumentException e) {
            throw invalid("atRisk", "write today, or a length such as PT4H of at most 744 hours");
        }
        throw invalid("atRisk", "write today, or a length such as PT4H of at most 744 hours");
    }

    /** @throws Refusal {@code query-invalid} if that is still to come, or before all that can be known */
    static Instant known(Instant asOf, Instant now) {
        if (asOf.isAfter(now)) {
            throw invalid("asOf", "nothing is known yet of what comes after " + now);
        }
        return asOf.isBefore(Instant.EPOCH) ? Instant.EPOCH : asOf;
    }

    static Refusal invalid(String parameter, String message) {
        return Refusal.invalid(
                "query-invalid",
                parameter + ": " + message,
                List.of(new Diagnostic("/" + parameter, "out-of-range", message)));
    }
}
