package io.surety.measurement;

import io.surety.measurement.RevisionsOfRecord.Standing;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Outages and maintenance windows in memory, in the order in which they came, told apart as the storage tells them: by the
 * same hash of their content and by the standing of their revisions.
 */
public final class KeptRecords implements Measurements {

    private final String source;
    private final Instant knownUntil;
    private final Function<Measurement, Set<OrganisationId>> confirmed;
    private final Map<String, RevisionsOfRecord> known = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();

    private record Kept(RecordRow row, Instant receivedAt) {

        Content content() {
            return row.measurement().content();
        }
    }

    /** @param confirmed who has confirmed a content */
    public KeptRecords(String source, Instant knownUntil, Function<Measurement, Set<OrganisationId>> confirmed) {
        this.source = source;
        this.knownUntil = knownUntil;
        this.confirmed = confirmed;
    }

    public void take(Measurement measurement, Instant receivedAt) {
        RecordRow row = RecordRow.of(measurement);
        Outcome outcome = known.computeIfAbsent(measurement.id(), id -> new RevisionsOfRecord())
                .add(row.revision());
        if (outcome != Outcome.REPEATED) {
            kept.add(new Kept(row, receivedAt));
        }
    }

    private Stream<Kept> in(Standing standing) {
        return kept.stream().filter(k -> {
            RevisionsOfRecord revisions =
                    Objects.requireNonNull(known.get(k.row.measurement().id()));
            return revisions.standing(k.row.revision()) == standing;
        });
    }

    @Override
    public List<Outage> outages(String ofSource, String service, Interval span) {
        return in(Standing.COUNTS)
                .filter(k -> k.content() instanceof Content.Outage o
                        && o.service().equals(service)
                        && o.from().isBefore(span.to())
                        && (o.to() == null || o.to().isAfter(span.from())))
                .map(this::outage)
                .toList();
    }

    private Outage outage(Kept one) {
        Content.Outage o = (Content.Outage) one.content();
        Measurement m = one.row.measurement();
        return new Outage(
                source,
                m.id(),
                m.revision(),
                o.service(),
                o.from(),
                Optional.ofNullable(o.to()),
                o.cause(),
                o.party(),
                o.evidence(),
                confirmed.apply(m),
                one.receivedAt);
    }

    @Override
    public List<MaintenanceWindow> maintenance(Collection<String> sources, String service, Interval span) {
        return in(Standing.COUNTS)
                .filter(k -> k.content() instanceof Content.Maintenance w
                        && w.service().equals(service)
                        && w.from().isBefore(span.to())
                        && w.to().isAfter(span.from()))
                .map(this::window)
                .toList();
    }

    private MaintenanceWindow window(Kept one) {
        Content.Maintenance w = (Content.Maintenance) one.content();
        Measurement m = one.row.measurement();
        return new MaintenanceWindow(
                source,
                m.id(),
                m.revision(),
                m.revision(),
                w.service(),
                new Interval(w.from(), w.to()),
                w.announcedAt(),
                w.evidence(),
                confirmed.apply(m),
                one.receivedAt);
    }

    @Override
    public List<Contradiction> contradictions(String ofSource, String service, Interval span) {
        Map<String, List<RecordRow>> byId = in(Standing.CONFLICTING)
                .map(Kept::row)
                .filter(row -> service.equals(row.subject()))
                .collect(Collectors.groupingBy(row -> row.measurement().id(), TreeMap::new, Collectors.toList()));
        return byId.entrySet().stream()
                .map(e -> contradiction(e.getKey(), e.getValue(), span))
                .filter(c -> c.span().intersect(span).isPresent())
                .toList();
    }

    private Contradiction contradiction(String id, List<RecordRow> rows, Interval span) {
        Instant from = rows.stream()
                .map(r -> Objects.requireNonNull(r.startsAt()))
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to = rows.stream()
                .map(r -> r.endsAt() == null ? span.to() : Objects.requireNonNull(r.endsAt()))
                .max(Instant::compareTo)
                .orElseThrow();
        String kind = rows.stream()
                .map(r -> r.measurement().content().kind().word())
                .min(String::compareTo)
                .orElseThrow();
        int revision = rows.get(0).measurement().revision();
        return new Contradiction(
                source, id, kind, new Interval(from, to), Contradiction.diagnostic(source, id, revision));
    }

    @Override
    public Optional<Instant> watermark(String ofSource) {
        return Optional.of(knownUntil);
    }

    @Override
    public Map<SeriesRef, Instant> watermarks(Collection<SeriesRef> lines) {
        return lines.stream().distinct().collect(Collectors.toMap(Function.identity(), line -> knownUntil));
    }

    @Override
    public List<Sample> samples(String ofSource, String service, Interval span) {
        return List.of();
    }

    @Override
    public List<CounterSample> counters(String ofSource, String service, Interval span) {
        return List.of();
    }

    @Override
    public ItemHistory history(ItemRef item) {
        throw new UnsupportedOperationException("no items here: " + item);
    }

    @Override
    public List<ItemHistory> histories(Collection<ItemRef> items) {
        throw new UnsupportedOperationException("no items here: " + items);
    }

    @Override
    public List<ItemRef> items(String ofSource, String afterKey, int limit) {
        throw new UnsupportedOperationException("no items here: " + ofSource);
    }

    @Override
    public List<ItemRef> items(String ofSource, Interval span, String afterKey, int limit) {
        throw new UnsupportedOperationException("no items here: " + ofSource);
    }
}
