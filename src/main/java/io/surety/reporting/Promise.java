package io.surety.reporting;

import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a term promises, as a report says it.
 *
 * @param atLeast share that must be reached; empty under a tolerance
 * @param breaches how many violate, under a tolerance; 0 where a share is promised
 * @param within of each target of a clock: its id and how long it may take, such as {@code rest P3BD}
 */
public record Promise(Optional<Ratio> atLeast, int breaches, Per per, List<Within> within) {

    /** @param within as the document writes it */
    public record Within(String target, String within, String calendar) {}

    /** @param target that is judged by itself, or empty for the whole term */
    static Promise of(Term term, Optional<String> target) {
        List<Within> within = term.targets().stream()
                .filter(t -> target.isEmpty() || target.get().equals(t.id()))
                .map(t -> new Within(t.id(), t.within().text(), t.calendar()))
                .toList();
        Optional<Ratio> goal = term.goal(target);
        if (goal.isPresent()) {
            return new Promise(goal, 0, term.per(), within);
        }
        Term.Tolerance tolerance = Objects.requireNonNullElse(term.tolerance(), new Term.Tolerance(1, term.per()));
        return new Promise(Optional.empty(), tolerance.breaches(), term.per(), within);
    }
}
