package io.surety.evaluation.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.shared.Ratio;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries that sum to the inputs taken.
 *
 * @param inputs the weight of all inputs taken for the period, counted where they were taken
 * @param committed what the inputs are compared with, where that is not their own sum: of a volume what was owed in the
 *     part-period, unrounded; null for everything else
 * @param entries by instant, then by id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(Ratio inputs, @Nullable Ratio committed, List<AccountEntry> entries) implements Ledger {

    private static final Comparator<AccountEntry> ORDER =
            Comparator.comparing(AccountEntry::at).thenComparing(AccountEntry::id);

    /** @throws IllegalArgumentException if the entries do not sum to the inputs, or one input stands there twice */
    public Account {
        entries = entries.stream().sorted(ORDER).toList();
        Set<String> ids = new HashSet<>();
        Ratio sum = Ratio.ZERO;
        for (AccountEntry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new IllegalArgumentException("an input counts once: " + entry.id());
            }
            sum = sum.plus(entry.weight());
        }
        if (!sum.equals(inputs)) {
            throw new IllegalArgumentException("the entries sum to " + sum + ", the inputs to " + inputs);
        }
    }

    /** Of inputs that are compared with each other. */
    public Account(Ratio inputs, List<AccountEntry> entries) {
        this(inputs, null, entries);
    }

    /** The weight of all entries with the label. */
    public Ratio sum(AccountLabel label) {
        return entries.stream()
                .filter(e -> e.label() == label)
                .map(AccountEntry::weight)
                .reduce(Ratio.ZERO, Ratio::plus);
    }

    public long count(AccountLabel label) {
        return entries.stream().filter(e -> e.label() == label).count();
    }
}
