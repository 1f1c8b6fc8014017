package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.Refuse;
import io.surety.agreement.document.Measure.Subset;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.measurement.ItemHistory;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under which {@code volume} terms an item was delivered, and whether it stands (domain, 4). The answer depends on the set
 * of inputs and the instant only.
 *
 * <p>An item is refused by an event of the type {@code refused}, or by one with which its state becomes {@code Refused};
 * the attribute {@code reason} says why. It is no longer refused once its state leaves {@code Refused}, or by an event of
 * the type {@code accepted}.
 */
public final class JudgeDeliveries {

    private static final Map<String, List<String>> REFUSED = Map.of("state", List.of("Refused"));

    private final ServiceCalendars calendars;

    public JudgeDeliveries(ServiceCalendars calendars) {
        this.calendars = calendars;
    }

    /**
     * @param versions all that are in force at some instant between the item's first event and {@code asOf}
     * @param asOf the present: events after it have not happened yet
     */
    public List<Delivered> judge(ItemHistory history, List<Version> versions, Instant asOf) {
        Timeline timeline = Timeline.of(history, asOf);
        Matching matching = new Matching(versions, calendars, history.item().source());
        List<Delivered> delivered = new ArrayList<>();
        for (Version version : versions) {
            for (Term term : version.document().spec().terms()) {
                if (term.measure() instanceof VolumeMeasure measure
                        && measure.source().equals(history.item().source())) {
                    delivery(timeline, measure)
                            .filter(m -> matching.countsIn(version, term, m.after(), m.at()))
                            .map(m -> delivered(version, term, measure, timeline, m))
                            .ifPresent(delivered::add);
                }
            }
        }
        return delivered;
    }

    private static Optional<Moment> delivery(Timeline timeline, VolumeMeasure measure) {
        return timeline.moments().stream()
                .filter(moment -> moment.fires(measure.start()))
                .skip(measure.start().count() - 1L)
                .findFirst();
    }

    private Delivered delivered(Version version, Term term, VolumeMeasure measure, Timeline timeline, Moment delivery) {
        return new Delivered(
                timeline.item(),
                version.ref(),
                term.id(),
                delivery.at(),
                measure.subsets().stream()
                        .filter(subset -> Attributes.hold(subset.when(), delivery.after()))
                        .findFirst()
                        .map(Subset::id),
                notCounted(version, term, measure, timeline, delivery),
                timeline.contradictory());
    }

    private Optional<String> notCounted(
            Version version, Term term, VolumeMeasure measure, Timeline timeline, Moment delivery) {
        Optional<String> withdrawn = timeline.withdrawal().map(m -> m.event().type());
        if (withdrawn.isPresent()) {
            return withdrawn;
        }
        if (version.suspensions().stream().anyMatch((Interval s) -> s.contains(delivery.at()))) {
            return Optional.of("suspension");
        }
        Refuse refuse = measure.refuse();
        return refuse == null ? Optional.empty() : refusal(version, term, refuse, timeline, delivery);
    }

    /** The reason of a refusal that is allowed, and came in time. */
    private Optional<String> refusal(Version version, Term term, Refuse refuse, Timeline timeline, Moment delivery) {
        Moment refusal = lastRefusal(timeline, delivery);
        if (refusal == null) {
            return Optional.empty();
        }
        String calendar = Objects.requireNonNull(term.target(), "lint has made sure that a volume has a target")
                .calendar();
        ServiceCalendar hours = calendars.of(version.document(), calendar);
        boolean inTime = hours.due(delivery.at(), refuse.within(), version.suspensions())
                .map(Due::breach)
                .map(late -> !refusal.at().isAfter(late))
                .orElse(true);
        return Optional.ofNullable(refusal.after().get("reason"))
                .filter(reason -> inTime && refuse.reasons().contains(reason));
    }

    private static @Nullable Moment lastRefusal(Timeline timeline, Moment delivery) {
        Moment refusal = null;
        for (Moment moment : timeline.moments()) {
            if (moment.at().isBefore(delivery.at())) {
                continue;
            }
            if (moment.event().type().equals("refused") || moment.enters(REFUSED)) {
                refusal = refusal == null ? moment : refusal;
            } else if (moment.event().type().equals("accepted") || moment.leaves(REFUSED)) {
                refusal = null;
            }
        }
        return refusal;
    }
}
