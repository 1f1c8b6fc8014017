package io.surety.agreement.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is not as usual in a year of a shared calendar.
 *
 * @param version the number of the newest version that holds in the year; its effect on agreements was looked at
 * @param days days whose open time differs from their weekday's normal
 * @param unreachable targets of active agreements that this version would leave without a deadline or without open time
 * @param differing active agreements that took another content, and the days on which it makes a difference
 */
public record YearLint(
        String calendar,
        int version,
        int year,
        List<UnusualDay> days,
        List<UnreachableTarget> unreachable,
        List<DifferingAgreement> differing) {

    /**
     * @param reason {@code holiday}, {@code extra}, {@code date}, {@code clock-change}, {@code date-skipped}, or
     *     {@code neighbour} for a night window that another day cuts
     * @param name of the holiday
     * @param version the number of the version that holds on the day
     */
    public record UnusualDay(
            LocalDate date,
            DayOfWeek weekday,
            long openMillis,
            long normalMillis,
            String reason,
            @Nullable String name,
            int version) {}

    /** @param reason {@code never-due}, {@code no-open-time} or {@code never-matches} */
    public record UnreachableTarget(
            String agreement, int version, String term, @Nullable String target, String calendar, String reason) {}

    public record DifferingAgreement(String agreement, int version, String calendar, List<DifferingDay> days) {}

    public record DifferingDay(LocalDate date, long agreedMillis, long newMillis) {}
}
