package io.surety.evaluation.budget;

import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Period;

/** The multi-window alerts of the Site Reliability Workbook (domain, 5.4): two that page, and two that make a ticket. */
enum StandardAlert {
    PAGE_FAST(2, hours(1), new Span.OpenTime(Duration.ofMinutes(5))),
    PAGE_SLOW(5, hours(6), new Span.OpenTime(Duration.ofMinutes(30))),
    TICKET_FAST(10, days(1), hours(2)),
    TICKET_SLOW(10, days(3), hours(6));

    private final int percent;
    private final Span longWindow;
    private final Span shortWindow;

    StandardAlert(int percent, Span longWindow, Span shortWindow) {
        this.percent = percent;
        this.longWindow = longWindow;
        this.shortWindow = shortWindow;
    }

    private static Span hours(int hours) {
        return new Span.OpenTime(Duration.ofHours(hours));
    }

    private static Span days(int days) {
        return new Span.Dates(Period.ofDays(days));
    }

    Ratio budgetShare() {
        return Ratio.of(percent, 100);
    }

    Span longWindow() {
        return longWindow;
    }

    Span shortWindow() {
        return shortWindow;
    }
}
