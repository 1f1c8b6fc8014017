package io.surety.agreement.reading;

import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Compares two values of a document as what they mean: PT90M is more than PT1H, 99.9% more than 99.85%. */
final class Comparison {

    private Comparison() {}

    /** Negative, zero or positive; empty if the two are of different kinds, such as open time and business days. */
    static OptionalInt of(String one, String other) {
        return kind(one, other, Ratio::parsePercent)
                .or(() -> kind(one, other, BigDecimal::new))
                .or(() -> kind(one, other, LocalDate::parse))
                .or(() ->
                        kind(one, other, text -> span(text, Span.OpenTime.class).duration()))
                .or(() -> kind(
                        one, other, text -> span(text, Span.BusinessDays.class).days()))
                .or(() -> kind(
                        one, other, text -> days(span(text, Span.Dates.class).period())))
                .or(() -> kind(
                        one, other, text -> months(span(text, Span.Dates.class).period())))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static <T extends Comparable<? super T>> Optional<Integer> kind(
            String one, String other, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(one).compareTo(reader.apply(other)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static <S extends Span> S span(String text, Class<S> type) {
        Span span = Span.parse(text);
        if (!type.isInstance(span)) {
            throw new IllegalArgumentException(text + " is another kind of length");
        }
        return type.cast(span);
    }

    private static Integer days(Period period) {
        if (period.toTotalMonths() != 0) {
            throw new IllegalArgumentException("months have no length in days");
        }
        return period.getDays();
    }

    private static Long months(Period period) {
        if (period.getDays() != 0) {
            throw new IllegalArgumentException("days have no length in months");
        }
        return period.toTotalMonths();
    }
}
