package io.surety.measurement;

import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Set;

/**
 * Maintenance with its announcement.
 *
 * @param sequence the SEQUENCE of the iCalendar event that announced it, which withdrawals and returns do not raise; the
 *     revision where none is known
 * @param announcedAt the instant of the announcement, a fact of its own
 * @param confirmedBy the organisations that have confirmed this content
 */
public record MaintenanceWindow(
        String source,
        String id,
        int revision,
        int sequence,
        String service,
        Interval span,
        Instant announcedAt,
        String evidence,
        Set<OrganisationId> confirmedBy,
        Instant receivedAt) {

    public MaintenanceWindow {
        confirmedBy = Set.copyOf(confirmedBy);
    }
}
