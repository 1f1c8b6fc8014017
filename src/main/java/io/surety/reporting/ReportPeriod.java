package io.surety.reporting;

import io.surety.agreement.document.Per;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * What a report is about: an ISO week or a month of the calendar in the agreement's zone.
 *
 * @param per {@link Per#WEEK} or {@link Per#MONTH}
 * @param label {@code 2026-W47} or {@code 2026-11}
 * @param span from local midnight to local midnight
 */
public record ReportPeriod(Per per, String label, Interval span) {

    private static final Pattern LABEL = Pattern.compile("\\d{4}-(W\\d{2}|\\d{2})");

    /** @throws Refusal {@code period-malformed} if the text names no week or month that exists */
    static ReportPeriod parse(String text, ZoneId zone) {
        try {
            if (LABEL.matcher(text).matches()) {
                CloseKey key = CloseKey.parse("close:" + zone + ":" + text);
                if (key.label()
                        .equals(text)) { // a lenient calendar takes week 53 of a year of 52 for the next one's first
                    return new ReportPeriod(key.per(), text, key.period());
                }
            }
        } catch (DateTimeException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    static ReportPeriod containing(Per per, Instant at, ZoneId zone) {
        return of(per, new Periods(per, zone).containing(at), zone);
    }

    static ReportPeriod of(Per per, Interval span, ZoneId zone) {
        return new ReportPeriod(per, new CloseKey(zone, per, span).label(), span);
    }

    private static Refusal malformed(String text) {
        return new Refusal(
                Refusal.Kind.MALFORMED,
                "period-malformed",
                "not a period of a report: " + text
                        + "; write an ISO week such as 2026-W47, or a month such as 2026-11");
    }
}
