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

    /**
     * The instant as known at which is answered.
     *
     * @param now cut to milliseconds; until this one is over, something may still become known in it
     * @throws Refusal {@code query-invalid} if it is not before {@code now}
     */
    static Instant known(Instant asOf, Instant now) {
        if (!asOf.isBefore(now)) {
            throw invalid("asOf", "only what was known before " + now + " is known for good");
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
