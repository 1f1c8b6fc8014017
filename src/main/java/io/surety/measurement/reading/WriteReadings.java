package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Stores a batch of readings. When it returns, all of them are committed. */
@Component
class WriteReadings {

    private final Partitions partitions;
    private final InsertNew insert;
    private final CorrectKnown correct;
    private final TimeSource time;

    WriteReadings(Partitions partitions, InsertNew insert, CorrectKnown correct, TimeSource time) {
        this.partitions = partitions;
        this.insert = insert;
        this.correct = correct;
        this.time = time;
    }

    /** @return an outcome for each, in order */
    List<Outcome> write(List<Reading> readings) {
        partitions.makeFor(readings);
        Instant receivedAt = time.lately();
        Integer[] byKey = byKey(readings);
        Outcome[] outcomes = new Outcome[readings.size()];
        Arrays.fill(outcomes, Outcome.TAKEN);
        List<Integer> again = new ArrayList<>();
        List<Integer> first = new ArrayList<>(byKey.length);
        for (int i = 0; i < byKey.length; i++) {
            boolean repeatsKey = i > 0
                    && readings.get(byKey[i])
                            .key()
                            .equals(readings.get(byKey[i - 1]).key());
            (repeatsKey ? again : first).add(byKey[i]);
        }
        BitSet known = insert.insert(first.stream().map(readings::get).toList(), receivedAt);
        known.stream().map(first::get).forEach(again::add);
        if (!again.isEmpty()) {
            again.sort(
                    Comparator.comparing((Integer i) -> readings.get(i).key()).thenComparing(i -> i));
            List<Outcome> corrected =
                    correct.correct(again.stream().map(readings::get).toList(), receivedAt);
            IntStream.range(0, again.size()).forEach(i -> outcomes[again.get(i)] = corrected.get(i));
        }
        return List.of(outcomes);
    }

    /** In the order of the keys, and then as they came. */
    private static Integer[] byKey(List<Reading> readings) {
        Integer[] order = new Integer[readings.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing((Integer i) -> readings.get(i).key()));
        return order;
    }
}
