package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.measurement.Measurements;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Until when that is known which terms are judged from. */
@Component
public class WatermarksOfTerms {

    private final Measurements measurements;
    private final List<JudgeMeasure> judges;

    WatermarksOfTerms(Measurements measurements, List<JudgeMeasure> judges) {
        this.measurements = measurements;
        this.judges = List.copyOf(judges);
    }

    /** Of the line of numbers that it counts, or else of its source; empty if nothing is known of it. */
    public Optional<Instant> of(Version version, Term term) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .flatMap(judge -> judge.series(version, term))
                .map(measurements::watermark)
                .orElseGet(() -> measurements.watermark(term.measure().source()));
    }
}
