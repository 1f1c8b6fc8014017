package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;

/**
 * A period of a zone that is closed; written {@code close:Europe/Berlin:2026-06}, which is the business key of its
 * process. A week is {@code 2026-W23}, a quarter {@code 2026-Q2}, a day {@code 2026-06-30}, a year {@code 2026}.
 */
public record CloseKey(ZoneId zone, Per per, Interval period) {

    /**
     * The whole period of a verdict.
     *
     * @param version by which it was judged; another one may have another zone and other periods
     */
    public static CloseKey of(Version version, Verdict verdict) {
        Per per = version.document()
                .spec()
                .term(verdict.term())
                .map(Term::per)
                .orElseThrow(() -> new IllegalArgumentException(version.ref() + " has no term " + verdict.term()));
        return new CloseKey(
                version.document().spec().period().zone(), per, verdict.period().period());
    }

    /** @throws IllegalArgumentException if the text is no such key */
    public static CloseKey parse(String text) {
        int colon = text.lastIndexOf(':');
        if (!text.startsWith("close:") || colon < 6) {
            throw new IllegalArgumentException("not a close: " + text);
        }
        ZoneId zone = ZoneId.of(text.substring(6, colon));
        String label = text.substring(colon + 1);
        Per per = per(label);
        return new CloseKey(
                zone,
                per,
                new Periods(per, zone)
                        .containing(first(per, label).atStartOfDay(zone).toInstant()));
    }

    private static Per per(String label) {
        if (label.contains("-W")) {
            return Per.WEEK;
        }
        if (label.contains("-Q")) {
            return Per.QUARTER;
        }
        return switch (label.length()) {
            case 4 -> Per.YEAR;
            case 7 -> Per.MONTH;
            case 10 -> Per.DAY;
            default -> throw new IllegalArgumentException("not a period: " + label);
        };
    }

    private static LocalDate first(Per per, String label) {
        return switch (per) {
            case DAY -> LocalDate.parse(label);
            case WEEK -> LocalDate.parse(label + "-1", DateTimeFormatter.ISO_WEEK_DATE);
            case MONTH -> YearMonth.parse(label).atDay(1);
            case QUARTER ->
                LocalDate.of(Integer.parseInt(label.substring(0, 4)), Integer.parseInt(label.substring(6)) * 3 - 2, 1);
            case YEAR -> LocalDate.of(Integer.parseInt(label), 1, 1);
        };
    }

    /** The period in words: {@code 2026-06}. */
    public String label() {
        ZonedDateTime start = period.from().atZone(zone);
        return switch (per) {
            case DAY -> start.toLocalDate().toString();
            case WEEK ->
                "%d-W%02d"
                        .formatted(start.get(IsoFields.WEEK_BASED_YEAR), start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> YearMonth.from(start).toString();
            case QUARTER -> start.getYear() + "-Q" + start.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> String.valueOf(start.getYear());
        };
    }

    @Override
    public String toString() {
        return "close:" + zone + ":" + label();
    }
}
