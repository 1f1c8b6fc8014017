package io.surety.measurement;

import io.surety.shared.Interval;
import java.time.Instant;

/**
 * Maintenance with its announcement.
 *
 * @param announcedAt the instant of the announcement, a fact of its own
 */
public record MaintenanceWindow(
        String source,
        String id,
        int revision,
        String service,
        Interval span,
        Instant announcedAt,
        String evidence,
        boolean confirmedByProvider,
        boolean confirmedByCustomer,
        Instant receivedAt) {}
