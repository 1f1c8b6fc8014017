package io.surety.evaluation.clock;

import io.surety.measurement.ItemRef;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the agreements say about one item.
 *
 * @param clocks by start, then by id
 * @param matched whether it ever came under a term of a version in force
 * @param nextEvent when something happens to it that is known already
 * @param service the item's service as it is now; empty if it names none
 * @param customer the item's customer as it is now; empty if it names none
 * @param remainingWork what its source says that it still needs
 */
public record ItemJudgement(
        ItemRef item,
        List<JudgedClock> clocks,
        boolean matched,
        Optional<Instant> nextEvent,
        String service,
        String customer,
        Optional<RemainingWork> remainingWork,
        List<Diagnostic> diagnostics) {}
