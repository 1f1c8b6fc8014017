package io.surety.agreement.web;

import io.surety.agreement.document.Charges;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Receiver;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.Trigger;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
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
import java.util.Objects;
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

    /** Which part of the page says what is measured. */
    public String kind(Measure measure) {
        if (measure instanceof Measure.DurationMeasure) {
            return "duration";
        }
        if (measure instanceof Measure.AvailabilityMeasure) {
            return "availability";
        }
        return measure instanceof Measure.VolumeMeasure ? "volume" : "counted";
    }

    /** What of the samples is within. */
    public String limit(Measure measure) {
        if (!(measure instanceof Measure.ThresholdMeasure threshold)) {
            return "";
        }
        Measure.Limit limit = threshold.limit();
        return limit.atMost() == null
                ? text("limit.atLeast", amount(Objects.requireNonNull(limit.atLeast())), limit.unit())
                : text("limit.atMost", amount(limit.atMost()), limit.unit());
    }

    /** The queries by which a source is asked, as {@code good: sum(…)}. */
    public List<String> queries(Measure measure) {
        List<String> lines = new ArrayList<>();
        if (measure instanceof Measure.RatioMeasure ratio) {
            query(lines, "good", ratio.good());
            query(lines, "bad", ratio.bad());
            query(lines, "total", ratio.total());
        } else if (measure instanceof Measure.ThresholdMeasure threshold) {
            query(lines, "within", threshold.within());
            query(lines, "total", threshold.total());
        }
        return lines;
    }

    private void query(List<String> lines, String name, Measure.@Nullable Query query) {
        if (query != null) {
            lines.add(text("query." + name, query.query()));
        }
    }

    /** What each period has to come to, one line for each share. */
    public List<String> shares(Term term) {
        Term.PeriodTarget target = term.target();
        if (target == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        share(lines, "shareTarget", target.atLeast() == null ? target.share() : target.atLeast(), target);
        share(lines, "eachTarget", target.each(), target);
        share(lines, "weightedTarget", target.weighted(), target);
        return lines;
    }

    private void share(List<String> lines, String key, @Nullable Ratio share, Term.PeriodTarget target) {
        if (share != null) {
            lines.add(text(key, percent(share), target.calendar(), per(target.per())));
        }
    }

    /** The calendar of a target, or whose it is. */
    public String calendar(Term.ClockTarget target) {
        return target.calendar().equals(Term.ClockTarget.ASSIGNEE) ? text("calendar.assignee") : target.calendar();
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
        if (at.violation() != null) {
            return text("tier.violation", at.violation());
        }
        if (at.burn() != null) {
            return text(
                    "tier.burn",
                    amount(at.burn().factor()),
                    span(at.burn().longWindow()),
                    span(at.burn().shortWindow()));
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
