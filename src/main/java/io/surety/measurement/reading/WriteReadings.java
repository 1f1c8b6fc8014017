package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores a batch of readings. When it returns, all of them are committed. */
@Component
class WriteReadings {

    /** Fewer are faster in one statement. */
    private static final int WORTH_A_COPY = 100;

    /** The statement is planned once, for few rows, and would join many of them slowly. */
    private static final int MOST_INSERTED = 200;

    private static final Comparator<Reading> BY_KEY =
            Comparator.comparingInt(Reading::source).thenComparing(Reading::id);

    private final Partitions partitions;
    private final CopyNew copy;
    private final InsertNew insert;
    private final InsertFew few;
    private final CorrectKnown correct;
    private final TimeSource time;

    WriteReadings(
            Partitions partitions,
            CopyNew copy,
            InsertNew insert,
            InsertFew few,
            CorrectKnown correct,
            TimeSource time) {
        this.partitions = partitions;
        this.copy = copy;
        this.insert = insert;
        this.few = few;
        this.correct = correct;
        this.time = time;
    }

    /** @return an outcome for each, in order */
    List<Outcome> write(List<Reading> readings) {
        partitions.makeFor(readings);
        Instant receivedAt = time.lately();
        Integer[] byKey = byKey(readings);
        if (isStoredPlainly(readings, byKey, receivedAt)) {
            return Collections.nCopies(readings.size(), Outcome.TAKEN);
        }
        List<Integer> again = new ArrayList<>();
        List<Integer> first = new ArrayList<>(byKey.length);
        for (int i = 0; i < byKey.length; i++) {
            boolean repeatsKey = i > 0 && BY_KEY.compare(readings.get(byKey[i]), readings.get(byKey[i - 1])) == 0;
            (repeatsKey ? again : first).add(byKey[i]);
        }
        BitSet known = store(first.stream().map(readings::get).toList(), receivedAt);
        known.stream().map(first::get).forEach(again::add);
        Outcome[] outcomes = new Outcome[readings.size()];
        Arrays.fill(outcomes, Outcome.TAKEN);
        correct(readings, again, receivedAt, outcomes);
        return List.of(outcomes);
    }

    private boolean isStoredPlainly(List<Reading> readings, Integer[] byKey, Instant receivedAt) {
        if (readings.size() > InsertFew.MOST || readings.stream().anyMatch(Reading::isWithdrawal)) {
            return false;
        }
        return few.insert(Arrays.stream(byKey).map(readings::get).toList(), receivedAt);
    }

    /** @return those that are known already, and were not stored */
    private BitSet store(List<Reading> readings, Instant receivedAt) {
        var known = new BitSet(readings.size());
        if (readings.size() >= WORTH_A_COPY && copy.copy(readings, receivedAt)) {
            return known;
        }
        for (int from = 0; from < readings.size(); from += MOST_INSERTED) {
            int start = from;
            List<Reading> part = readings.subList(from, Math.min(readings.size(), from + MOST_INSERTED));
            insert.insert(part, receivedAt).stream().forEach(i -> known.set(start + i));
        }
        return known;
    }

    private void correct(List<Reading> readings, List<Integer> again, Instant receivedAt, Outcome[] outcomes) {
        if (again.isEmpty()) {
            return;
        }
        // Those of one key as they came.
        again.sort(Comparator.<Integer, Reading>comparing(readings::get, BY_KEY).thenComparing(i -> i));
        List<Outcome> corrected =
                correct.correct(again.stream().map(readings::get).toList(), receivedAt);
        for (int i = 0; i < corrected.size(); i++) {
            outcomes[again.get(i)] = corrected.get(i);
        }
    }

    /** In the order of the keys, and then as they came. */
    private static Integer[] byKey(List<Reading> readings) {
        Integer[] order = new Integer[readings.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> BY_KEY.compare(readings.get(a), readings.get(b)));
        return order;
    }
}
