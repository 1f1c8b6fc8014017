package io.surety.agreement.web;

import io.surety.agreement.document.Charges;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Receiver;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.Trigger;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term.PerCount;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Says the values of a document in the reader's language, for its page; the page escapes what comes out. */
public final class Words {

    private static final int EXACT = 12;

    private final MessageSource texts;
    private final Locale locale;
    private final ZoneId zone;

    Words(MessageSource texts, Locale locale, ZoneId zone) {
        this.texts = texts;
        this.locale = locale;
        this.zone = zone;
    }

    private String text(String key, Object... values) {
        return texts.getMessage("agreement." + key, values, locale);
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date);
    }

    /** In the agreement's zone. */
    public String instant(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    /** Exactly: 99.95 % and never 100 %. */
    public String percent(Ratio ratio) {
        return ratio.times(Ratio.of(100, 1))
                        .toDecimal(EXACT, RoundingMode.FLOOR)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    public String amount(BigDecimal amount) {
        return amount.toPlainString();
    }

    /** Whether clocks are measured, and not the share of a time. */
    public boolean clocks(Measure measure) {
        return measure instanceof Measure.DurationMeasure;
    }

    /** What is owed for each full group of breaches. */
    public String perCount(PerCount each) {
        return each.amount() != null ? amount(each.amount()) : each.percent() + " %";
    }

    public String zone() {
        return zone.getId();
    }

    public String per(Per per) {
        return text("per." + per.name());
    }

    public String charges(Charges charges) {
        return charges.amount().toPlainString() + " " + charges.currency() + " " + per(charges.per());
    }

    public String span(@Nullable Span span) {
        if (span instanceof Span.OpenTime open) {
            long seconds = open.duration().getSeconds();
            return parts(new long[] {seconds / 3600, seconds / 60 % 60, seconds % 60}, "hours", "minutes", "seconds");
        }
        if (span instanceof Span.BusinessDays business) {
            return text("span.businessDays", business.days());
        }
        if (span instanceof Span.Dates dates) {
            Period period = dates.period();
            return parts(
                    new long[] {period.getYears(), period.getMonths(), period.getDays()}, "years", "months", "days");
        }
        return "";
    }

    private String parts(long[] counts, String... units) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                parts.add(text("span." + units[i], counts[i]));
            }
        }
        return String.join(" ", parts);
    }

    /** {@code state: Resolved, Closed; type: incident}. */
    public String attributes(Map<String, List<String>> attributes) {
        return attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
                .collect(Collectors.joining("; "));
    }

    public String trigger(Trigger trigger) {
        String what = trigger.event() != null
                ? text("trigger.event", trigger.event())
                : !trigger.enters().isEmpty()
                        ? text("trigger.enters", attributes(trigger.enters()))
                        : text("trigger.leaves", attributes(trigger.leaves()));
        String who = trigger.by() == null ? "" : " " + text("trigger.by." + trigger.by());
        return what + who + (trigger.count() > 1 ? " " + text("trigger.count", trigger.count()) : "");
    }

    public String at(At at) {
        if (at.elapsed() != null) {
            return text("tier.elapsed", percent(at.elapsed()));
        }
        if (at.before() != null) {
            return text("tier.before", span(at.before()));
        }
        return at.unacknowledged() != null
                ? text("tier.unacknowledged", span(at.unacknowledged()))
                : text("tier.breach");
    }

    public String receivers(List<Receiver> receivers) {
        return receivers.stream()
                .map(r -> r.role() != null ? r.role() : text("tier.rota", String.valueOf(r.rota())))
                .collect(Collectors.joining(", "));
    }
}
