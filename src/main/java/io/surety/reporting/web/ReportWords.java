package io.surety.reporting.web;

import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.Span;
import io.surety.reporting.Measured;
import io.surety.reporting.Promise;
import io.surety.reporting.ReportLine;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Says the values of a report in the reader's language, for its page; the page escapes what comes out. */
public final class ReportWords {

    private static final int DIGITS = 4;

    private final MessageSource texts;
    private final Locale locale;
    private final ZoneId zone;

    ReportWords(MessageSource texts, Locale locale, ZoneId zone) {
        this.texts = texts;
        this.locale = locale;
        this.zone = zone;
    }

    private String text(String key, Object... values) {
        return texts.getMessage("reporting." + key, values, locale);
    }

    /** Rounded down, so that nothing short of a target looks like it. */
    public String percent(Ratio ratio) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(DIGITS);
        format.setRoundingMode(RoundingMode.FLOOR);
        return format.format(ratio.times(Ratio.of(100, 1)).toDecimal(DIGITS + 2, RoundingMode.FLOOR)) + " %";
    }

    /** A difference of shares in points, with its sign. */
    public String points(Ratio difference) {
        BigDecimal points = difference.times(Ratio.of(100, 1)).toDecimal(DIGITS, RoundingMode.HALF_UP);
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(DIGITS);
        return (points.signum() > 0 ? "+" : "") + format.format(points);
    }

    /** First and last day of the span, in the agreement's zone. */
    public String days(Interval span) {
        DateTimeFormatter day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
        return day.format(span.from().atZone(zone)) + " – "
                + day.format(span.to().minusMillis(1).atZone(zone));
    }

    /** In the agreement's zone. */
    public String instant(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    public String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        BigDecimal digits = Amounts.inDigitsOf(currency, amount);
        format.setMinimumFractionDigits(digits.scale());
        format.setMaximumFractionDigits(digits.scale());
        return format.format(digits) + " " + currency;
    }

    /** {@code 95 % per month}, {@code fewer than 3 breaches per month}. */
    public String promise(Promise promise) {
        String per = text("per." + promise.per().name());
        return promise.atLeast()
                .map(share -> text("atLeast", percent(share), per))
                .orElseGet(() -> text("breaches", promise.breaches(), per));
    }

    /** {@code rest: 3 business days (prime)}. */
    public String within(Promise.Within within) {
        String calendar =
                within.calendar().equals(ClockTarget.ASSIGNEE) ? text("calendar.assignee") : within.calendar();
        return text("within", within.target(), span(Span.parse(within.within())), calendar);
    }

    private String span(Span span) {
        if (span instanceof Span.OpenTime open) {
            return millis(open.duration().toMillis());
        }
        return span instanceof Span.BusinessDays business ? text("businessDays", business.days()) : span.text();
    }

    public boolean counted(Measured measured) {
        return measured instanceof Measured.Counted;
    }

    /** {@code 41 h 30 min}; nothing is lost but parts of a second. */
    public String millis(long millis) {
        Duration length = Duration.ofMillis(millis);
        List<String> parts = new ArrayList<>();
        if (length.toHours() != 0) {
            parts.add(NumberFormat.getIntegerInstance(locale).format(length.toHours()) + " h");
        }
        if (length.toMinutesPart() != 0) {
            parts.add(length.toMinutesPart() + " min");
        }
        if (length.toSecondsPart() != 0 || parts.isEmpty()) {
            parts.add(length.toSecondsPart() + " s");
        }
        return String.join(" ", parts);
    }

    /** An arrow that does not need colour to be read. */
    public String arrow(ReportLine.Trend trend) {
        return switch (trend.direction()) {
            case UP -> "▲";
            case DOWN -> "▼";
            case SAME -> "=";
        };
    }

    public String zone() {
        return zone.getId();
    }
}
