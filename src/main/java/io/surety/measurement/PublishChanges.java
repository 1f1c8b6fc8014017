package io.surety.measurement;

import io.surety.measurement.StoredRecords.Known;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells what changed: one event for all items of a delivery, one for each service, and one for all causes. */
@Component
class PublishChanges {

    private final ApplicationEventPublisher events;

    PublishChanges(ApplicationEventPublisher events) {
        this.events = events;
    }

    void watermarkMoved(String source, Instant to) {
        events.publishEvent(new WatermarkMoved(source, to));
    }

    /** @param records those that began or ceased to count, or to contradict each other */
    void changed(String source, Collection<Known> records, boolean tellPeople, Instant now) {
        Set<ItemRef> items = new LinkedHashSet<>();
        Map<String, Interval> services = new TreeMap<>();
        Set<String> causes = new LinkedHashSet<>();
        for (Known known : records) {
            if (known.kind() == Kind.OUTAGE || known.kind() == Kind.MAINTENANCE) {
                causes.add(known.id());
            }
            String subject = known.subject();
            if (subject == null) {
                continue;
            }
            if (known.kind() == Kind.WORK_ITEM) {
                items.add(new ItemRef(source, subject));
            } else {
                services.merge(subject, span(known, now), PublishChanges::cover);
            }
        }
        if (!items.isEmpty()) {
            events.publishEvent(new WorkItemsChanged(source, Set.copyOf(items), tellPeople));
        }
        services.forEach((service, span) -> events.publishEvent(new ServiceRecordsChanged(source, service, span)));
        if (!causes.isEmpty()) {
            events.publishEvent(new CausesRecorded(source, causes));
        }
    }

    /** What still lasts is known until now; an instant is a millisecond long. */
    private static Interval span(Known known, Instant now) {
        Instant from = Objects.requireNonNull(known.startsAt());
        Instant to = known.endsAt();
        if (to == null) {
            to = known.kind() == Kind.OUTAGE && now.isAfter(from) ? now : from;
        }
        return new Interval(from, to.isAfter(from) ? to : from.plusMillis(1));
    }

    private static Interval cover(Interval one, Interval other) {
        Instant from = one.from().isBefore(other.from()) ? one.from() : other.from();
        Instant to = one.to().isAfter(other.to()) ? one.to() : other.to();
        return new Interval(from, to);
    }
}
