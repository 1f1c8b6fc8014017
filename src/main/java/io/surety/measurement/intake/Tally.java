package io.surety.measurement.intake;

import io.surety.measurement.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what became of each line; keeps the reasons of the first thousand, so that a bad file costs no memory. */
class Tally {

    private static final int KEPT = 1000;

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Findings refusals = new Findings();
    private final Findings diagnostics = new Findings();
    private long refused;
    private boolean complete = true;

    void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    /** One line, for one or more reasons. */
    void refuse(List<Finding> reasons) {
        refused++;
        reasons.forEach(refusals::add);
    }

    /** Counted by its outcome already. */
    void refuseLate(Finding reason) {
        refusals.add(reason);
    }

    void note(Finding finding) {
        diagnostics.add(finding);
    }

    /** The input ends here because the rest cannot be read; what was read before stays. */
    void breakOff(Finding reason) {
        complete = false;
        refusals.add(reason);
    }

    boolean hasReadNothing() {
        return refused == 0 && outcomes.isEmpty();
    }

    IntakeAnswer answer() {
        long taken = of(Outcome.TAKEN);
        long repeated = of(Outcome.REPEATED);
        long corrected = of(Outcome.CORRECTED);
        long conflicting = of(Outcome.CONFLICTING);
        long late = of(Outcome.TOO_LATE);
        return new IntakeAnswer(
                taken + repeated + corrected + conflicting + late + refused,
                taken,
                repeated,
                corrected,
                conflicting,
                late,
                refused,
                complete,
                List.copyOf(refusals.kept),
                refusals.omitted,
                List.copyOf(diagnostics.kept),
                diagnostics.omitted);
    }

    private long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    private static class Findings {
        private final List<Finding> kept = new ArrayList<>();
        private long omitted;

        void add(Finding finding) {
            if (kept.size() < KEPT) {
                kept.add(finding);
            } else {
                omitted++;
            }
        }
    }
}
