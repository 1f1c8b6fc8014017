package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The verdicts as they were last published, and as they were known before. */
public interface Verdicts {

    Optional<StoredVerdict> find(UUID id);

    /** Those of an agreement whose period overlaps the span, by period, term, target and version. */
    List<StoredVerdict> of(String agreement, Interval span);

    /** The same as known then: the one last published at or before {@code then}, of each. */
    List<StoredVerdict> asOf(String agreement, Interval span, Instant then);

    /** Those of one term and part-period. */
    List<StoredVerdict> of(VersionRef version, String term, Instant periodFrom);

    /** The violated ones of an agreement, by period end, term and target. */
    List<StoredVerdict> violated(String agreement);

    /** All that are final or restated of a term and target, of whatever version, by period and version. */
    List<StoredVerdict> settled(String agreement, String term, Optional<String> target);

    /** When what it says now was first said: its last publication that did not only make it final. */
    Instant saidAt(UUID id);
}
