package io.surety.measurement;

import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span of a service with its cause, as somebody recorded it: an outage or a maintenance window.
 *
 * @param kind {@link Kind#OUTAGE} or {@link Kind#MAINTENANCE}
 * @param span up to now where {@code lasts}
 * @param lasts whether its end is not known yet
 * @param cause of an outage; {@code agreed-maintenance} of a window
 * @param party who is responsible, if it is known
 * @param announcedAt of a window
 * @param confirmedBy the organisations that have confirmed this content
 */
public record RecordedCause(
        String source,
        String id,
        int revision,
        Kind kind,
        String service,
        Interval span,
        boolean lasts,
        String cause,
        @Nullable String party,
        String evidence,
        Optional<Instant> announcedAt,
        Set<OrganisationId> confirmedBy) {

    /** The cause that a maintenance window stands for, as exclusions name it. */
    public static final String MAINTENANCE = "agreed-maintenance";

    public RecordedCause {
        confirmedBy = Set.copyOf(confirmedBy);
    }

    static RecordedCause of(Outage outage, Instant now) {
        Instant from = outage.from();
        Instant to = outage.to().orElse(now);
        return new RecordedCause(
                outage.source(),
                outage.id(),
                outage.revision(),
                Kind.OUTAGE,
                outage.service(),
                new Interval(from, to.isAfter(from) ? to : from.plusMillis(1)),
                outage.to().isEmpty(),
                outage.cause(),
                outage.party(),
                outage.evidence(),
                Optional.empty(),
                outage.confirmedBy());
    }

    static RecordedCause of(MaintenanceWindow window) {
        return new RecordedCause(
                window.source(),
                window.id(),
                window.revision(),
                Kind.MAINTENANCE,
                window.service(),
                window.span(),
                false,
                MAINTENANCE,
                null,
                window.evidence(),
                Optional.of(window.announcedAt()),
                window.confirmedBy());
    }
}
