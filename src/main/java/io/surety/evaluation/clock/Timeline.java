package io.surety.evaluation.clock;

import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of an item up to an instant: what happened, in the one order that counts, whatever the order in which it
 * became known.
 *
 * @param asOf the instant at which it is looked at; what lies after it has not happened yet
 * @param moments up to {@code asOf}; the creation is the first
 * @param nextEvent the first event after {@code asOf} that is known already
 */
record Timeline(
        ItemRef item,
        Instant asOf,
        List<Moment> moments,
        Optional<Instant> nextEvent,
        boolean contradictory,
        List<Diagnostic> diagnostics) {

    /** Types of events by which an item leaves all counting; the type is the reason. */
    private static final Set<String> WITHDRAWN = Set.of("merged", "duplicate", "deleted");

    private static final Comparator<ItemEvent> BY_EVENT = Comparator.comparing(Timeline::instant)
            .thenComparing(ItemEvent::order)
            .thenComparing(ItemEvent::id);

    static Timeline of(ItemHistory history, Instant asOf) {
        List<ItemEvent> events = newest(history.events());
        ItemEvent creation = events.stream()
                .filter(e -> e.type().equals("created"))
                .findFirst()
                .orElse(null);
        List<Diagnostic> diagnostics = new ArrayList<>(history.conflicts());
        List<ItemEvent> ordered = new ArrayList<>(events);
        if (creation != null) {
            events.stream().filter(e -> instant(e).isBefore(instant(creation))).forEach(e -> diagnostics.add(early(e)));
            ordered.remove(creation);
            ordered.add(0, creation);
        }
        List<Moment> moments = moments(ordered, creation);
        Optional<Instant> next =
                moments.stream().map(Moment::at).filter(asOf::isBefore).findFirst();
        List<Moment> past = moments.stream().filter(m -> !m.at().isAfter(asOf)).toList();
        return new Timeline(
                history.item(), asOf, past, next, !history.conflicts().isEmpty(), List.copyOf(diagnostics));
    }

    /** The event by which the item was merged, found to be a duplicate, or deleted, if it was. */
    Optional<Moment> withdrawal() {
        return moments.stream().filter(Timeline::withdraws).findFirst();
    }

    static boolean withdraws(Moment moment) {
        return WITHDRAWN.contains(moment.event().type());
    }

    /**
     * A stretch of the item's life in which a value holds.
     *
     * @param since the event with which it began
     */
    record Stretch<T>(Interval span, T value, ItemEvent since) {}

    /** The stretches in which there is a value, in order; the last one is open: it ends just after {@code asOf}. */
    <T> List<Stretch<T>> stretches(Function<Moment, Optional<T>> value) {
        List<Stretch<T>> stretches = new ArrayList<>();
        Optional<T> current = Optional.empty();
        @Nullable Moment since = null;
        for (Moment moment : moments) {
            Optional<T> next = value.apply(moment);
            if (next.equals(current)) {
                continue;
            }
            add(stretches, current, since, moment.at());
            current = next;
            since = moment;
        }
        add(stretches, current, since, openEnd());
        return stretches;
    }

    private static <T> void add(List<Stretch<T>> to, Optional<T> value, @Nullable Moment since, Instant end) {
        if (since != null && end.isAfter(since.at())) {
            Moment start = since;
            value.ifPresent(v -> to.add(new Stretch<>(new Interval(start.at(), end), v, start.event())));
        }
    }

    /** To whom the item is assigned after all that happens at an instant; empty if to nobody. */
    Optional<String> assigneeAt(Instant at) {
        return moments.stream()
                .filter(moment -> !moment.at().isAfter(at))
                .reduce((earlier, later) -> later)
                .flatMap(moment -> Optional.ofNullable(moment.after().get(HoursOfClock.ASSIGNEE)))
                .filter(person -> !person.isBlank());
    }

    /** Where a span ends that still lasts: the first instant that nothing can be said about. */
    Instant openEnd() {
        return asOf.plusMillis(1);
    }

    private static List<ItemEvent> newest(Collection<ItemEvent> events) {
        Map<String, ItemEvent> byId = events.stream()
                .collect(Collectors.toMap(ItemEvent::id, e -> e, (a, b) -> a.revision() >= b.revision() ? a : b));
        return byId.values().stream().sorted(BY_EVENT).toList();
    }

    private static List<Moment> moments(List<ItemEvent> ordered, @Nullable ItemEvent creation) {
        List<Moment> moments = new ArrayList<>();
        Map<String, String> attributes = Map.of();
        for (ItemEvent event : ordered) {
            Map<String, String> after = new HashMap<>(attributes);
            after.putAll(event.attributes());
            boolean early = creation != null && instant(event).isBefore(instant(creation));
            Instant at = creation != null && early ? instant(creation) : instant(event);
            Moment moment = new Moment(at, event, attributes, Map.copyOf(after));
            moments.add(moment);
            attributes = moment.after();
        }
        return moments;
    }

    private static Instant instant(ItemEvent event) {
        return event.at().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Diagnostic early(ItemEvent event) {
        return new Diagnostic(
                "/events/" + event.id(),
                "before-creation",
                "happened at " + instant(event) + ", before the item was created; counts at elapsed 0");
    }
}
