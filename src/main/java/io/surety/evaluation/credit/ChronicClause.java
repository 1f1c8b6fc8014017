package io.surety.evaluation.credit;

import io.surety.agreement.document.Term.Chronic;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Optional;

/** Whether a term fails so often that it gives a right to terminate. */
public final class ChronicClause {

    private ChronicClause() {}

    /**
     * @param values achieved in consecutive periods, oldest first; empty where nothing was determined, which is not
     *     below anything
     * @return whether {@code periods} of the last {@code of} values are below the clause's mark
     */
    public static boolean isMet(Chronic clause, List<Optional<Ratio>> values) {
        return values.subList(Math.max(0, values.size() - clause.of()), values.size()).stream()
                        .flatMap(Optional::stream)
                        .filter(value -> value.compareTo(clause.below()) < 0)
                        .count()
                >= clause.periods();
    }
}
