package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads the latest verdicts from their rows, and earlier ones from what was published. */
@Component
class StoredVerdicts implements Verdicts {

    private final VerdictRows rows;
    private final Publications publications;

    StoredVerdicts(VerdictRows rows, Publications publications) {
        this.rows = rows;
        this.publications = publications;
    }

    @Override
    public Optional<StoredVerdict> find(UUID id) {
        return rows.find(id);
    }

    @Override
    public List<StoredVerdict> of(String agreement, Interval span) {
        return rows.of(agreement, span);
    }

    @Override
    public List<StoredVerdict> asOf(String agreement, Interval span, Instant then) {
        return publications.asOf(agreement, span, then);
    }

    @Override
    public List<StoredVerdict> of(VersionRef version, String term, Instant periodFrom) {
        return rows.of(version, term, periodFrom);
    }

    @Override
    public List<StoredVerdict> violated(String agreement) {
        return rows.violated(agreement);
    }

    @Override
    public List<StoredVerdict> settled(String agreement, String term, Optional<String> target) {
        return rows.settled(agreement, term, target);
    }

    @Override
    public Instant saidAt(UUID id) {
        return publications.saidAt(id);
    }
}
