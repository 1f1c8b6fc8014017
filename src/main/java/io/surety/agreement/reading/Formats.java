package io.surety.agreement.reading;

import io.surety.calendar.Span;
import io.surety.calendar.TimeZones;
import io.surety.shared.Diagnostic;
import io.surety.shared.Ratio;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Predicate;

/** The {@code format} names of the document's schema. What a pattern already refuses is not refused again. */
final class Formats {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    private Formats() {}

    static Optional<Diagnostic> check(String format, String text, String path) {
        return switch (format) {
            case "percent" -> percent(text, path);
            case "date" -> date(text, path);
            case "zone" -> zone(text, path);
            case "currency" -> currency(text, path);
            case "open-time" -> span(text, path, s -> s instanceof Span.OpenTime, "open time such as PT4H");
            case "within" ->
                span(
                        text,
                        path,
                        s -> !(s instanceof Span.Dates),
                        "open time such as PT4H or business days such as P3BD");
            case "dates" -> span(text, path, s -> s instanceof Span.Dates, "local dates such as P90D, P3M or P1W");
            case "length" -> span(text, path, s -> true, "a length such as PT4H, P3BD or P90D");
            default -> Optional.empty();
        };
    }

    private static Optional<Diagnostic> percent(String text, String path) {
        try {
            return Ratio.parsePercent(text).compareTo(Ratio.ONE) > 0
                    ? of(path, "out-of-range", text + " is more than 100%")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Diagnostic> date(String text, String path) {
        try {
            int year = LocalDate.parse(text).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR
                    ? of(path, "out-of-range", text + " is not between " + FIRST_YEAR + " and " + LAST_YEAR)
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return of(path, "date-does-not-exist", text + " is not a date of the calendar");
        }
    }

    private static Optional<Diagnostic> zone(String text, String path) {
        return TimeZones.knows(text)
                ? Optional.empty()
                : of(path, "unknown-zone", text + " is not an IANA time zone such as Europe/Berlin");
    }

    private static Optional<Diagnostic> currency(String text, String path) {
        return Currency.getAvailableCurrencies().stream()
                        .anyMatch(c -> c.getCurrencyCode().equals(text))
                ? Optional.empty()
                : of(path, "unknown-currency", text + " is not an ISO 4217 currency such as EUR");
    }

    private static Optional<Diagnostic> span(String text, String path, Predicate<Span> right, String what) {
        try {
            return right.test(Span.parse(text))
                    ? Optional.empty()
                    : of(path, "wrong-length", text + " is not allowed here; it must be " + what);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            return of(path, "wrong-length", text + " is not " + what);
        }
    }

    private static Optional<Diagnostic> of(String path, String code, String message) {
        return Optional.of(new Diagnostic(path, code, message));
    }
}
