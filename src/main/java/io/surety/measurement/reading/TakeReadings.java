package io.surety.measurement.reading;

import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.measurement.Outcome;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Takes the measurements in that are nothing but numbers, in commits of their own. */
@Service
public class TakeReadings {

    private final ReadContents read;
    private final ShareCommits commits;
    private final KeptReadings kept;
    private final TimeSource time;

    TakeReadings(ReadContents read, ShareCommits commits, KeptReadings kept, TimeSource time) {
        this.read = read;
        this.commits = commits;
        this.kept = kept;
        this.time = time;
    }

    /** Whether measurements of a kind are readings. */
    public static boolean takes(Kind kind) {
        return ReadContents.kind(kind).isPresent();
    }

    /**
     * Stores and commits.
     *
     * @param measurements of kinds that this {@link #takes}
     * @return an outcome for each, in order
     * @throws io.surety.shared.Refusal {@code over-capacity}; {@code not-found} if the source is not registered
     */
    public List<Outcome> take(String source, List<Measurement> measurements) {
        Instant now = time.lately();
        Map<ReadingKind, Instant> since = new EnumMap<>(ReadingKind.class);
        Outcome[] outcomes = new Outcome[measurements.size()];
        var readings = new ArrayList<Reading>(measurements.size());
        var positions = new ArrayList<Integer>(measurements.size());
        for (int i = 0; i < outcomes.length; i++) {
            Reading reading = read.reading(source, measurements.get(i), now);
            Instant earliest = since.computeIfAbsent(reading.kind(), kind -> kept.since(kind, now));
            if (reading.at().isBefore(earliest)) {
                outcomes[i] = Outcome.TOO_LATE;
            } else {
                readings.add(reading);
                positions.add(i);
            }
        }
        if (!readings.isEmpty()) {
            List<Outcome> stored = commits.write(readings);
            for (int i = 0; i < stored.size(); i++) {
                outcomes[positions.get(i)] = stored.get(i);
            }
        }
        return List.of(outcomes);
    }
}
