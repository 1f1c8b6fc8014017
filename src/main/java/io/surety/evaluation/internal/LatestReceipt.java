package io.surety.evaluation.internal;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.PeriodClause;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Until when what reveals something may be received for anybody to be told: a policy's {@code maxAge} after it. */
public final class LatestReceipt {

    private static final Span DEFAULT_MAX_AGE = new Span.OpenTime(Duration.ofHours(24));

    private final ServiceCalendars calendars;

    public LatestReceipt(ServiceCalendars calendars) {
        this.calendars = calendars;
    }

    /** @param policy of the term; where it has none, a day */
    public Instant of(Version version, Optional<String> policy, Instant at) {
        Span maxAge = version.document().spec().escalations().stream()
                .filter(p -> policy.filter(p.id()::equals).isPresent())
                .findFirst()
                .map(EscalationPolicy::maxAge)
                .orElse(DEFAULT_MAX_AGE);
        PeriodClause period = version.document().spec().period();
        if (maxAge instanceof Span.Dates dates) {
            LocalDate date = LocalDate.ofInstant(at, period.zone()).plus(dates.period());
            return date.plusDays(1).atStartOfDay(period.zone()).toInstant();
        }
        if (maxAge instanceof Span.OpenTime wall) {
            return at.plus(wall.duration());
        }
        return calendars
                .of(version.document(), period.calendar())
                .due(at, maxAge, List.of())
                .map(Due::deadline)
                .orElse(at);
    }
}
