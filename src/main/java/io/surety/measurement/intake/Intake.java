package io.surety.measurement.intake;

import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Outcome;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Collects lines and stores them in chunks, each in one transaction. A line may carry several measurements, of which
 * the last one says what became of the line; what the others say is counted once only.
 */
class Intake {

    private record Line(long number, List<Measurement> measurements) {}

    private final TakeMeasurements take;
    private final StoreChunks chunks;
    private final int chunk;
    private final boolean tellPeople;
    private final PersonId by;
    private final Tally tally = new Tally();
    private Map<String, List<Line>> waiting = new LinkedHashMap<>();
    private CompletableFuture<Void> storing = CompletableFuture.completedFuture(null);
    private int count;

    Intake(TakeMeasurements take, StoreChunks chunks, int chunk, boolean tellPeople, PersonId by) {
        this.take = take;
        this.chunks = chunks;
        this.chunk = chunk;
        this.tellPeople = tellPeople;
        this.by = by;
    }

    Tally tally() {
        return tally;
    }

    /** Whether nothing waits to be stored. */
    boolean isEmpty() {
        return count == 0 && storing.isDone();
    }

    void add(long line, String source, List<Measurement> measurements) {
        waiting.computeIfAbsent(source, s -> new ArrayList<>()).add(new Line(line, List.copyOf(measurements)));
        count++;
        if (count >= chunk) {
            storeMeanwhile();
        }
    }

    /** While this chunk is stored the next one is read, and no further one. */
    private void storeMeanwhile() {
        awaitStored();
        Map<String, List<Line>> full = waiting;
        waiting = new LinkedHashMap<>();
        count = 0;
        storing = CompletableFuture.runAsync(() -> full.forEach(this::store), chunks::execute);
    }

    private void awaitStored() {
        try {
            storing.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stores what is left. */
    IntakeAnswer finish() {
        flush();
        return tally.answer();
    }

    /** To be called before an answer that leaves by an exception, too: what was read before it stays. */
    void flush() {
        awaitStored();
        waiting.forEach(this::store);
        waiting.clear();
        count = 0;
    }

    private void store(String source, List<Line> lines) {
        List<Measurement> measurements =
                lines.stream().flatMap(l -> l.measurements().stream()).toList();
        List<Outcome> outcomes = take.take(new Delivery(source, measurements, tellPeople, by));
        int next = 0;
        for (Line line : lines) {
            List<Outcome> ofLine =
                    outcomes.subList(next, next + line.measurements().size());
            next += line.measurements().size();
            tally.count(ofLine.get(ofLine.size() - 1));
            for (int i = 0; i < ofLine.size(); i++) {
                if (ofLine.get(i) == Outcome.TOO_LATE) {
                    tally.refuseLate(late(line.number(), line.measurements().get(i)));
                } else if (ofLine.get(i) == Outcome.CONFLICTING) {
                    tally.note(conflict(line.number(), line.measurements().get(i)));
                }
            }
        }
    }

    private static Finding late(long line, Measurement measurement) {
        return new Finding(
                line,
                null,
                "/at",
                "too-late",
                measurement.id() + " speaks of a time whose readings are no longer kept, so that it could not be told"
                        + " from a repetition");
    }

    private static Finding conflict(long line, Measurement measurement) {
        return Finding.ofColumn(
                line,
                null,
                "conflicting-revision",
                "revision " + measurement.revision() + " of " + measurement.id()
                        + " is known with other content; none of them counts until a higher revision comes");
    }
}
