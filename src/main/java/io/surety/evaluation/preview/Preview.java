package io.surety.evaluation.preview;

import io.surety.shared.ContentHash;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an agreement came to in its last periods, and what it would have come to under another content.
 *
 * @param hash of the other content
 * @param version whose content that is, if it is stored
 * @param items how many work items were judged for it
 * @param lines by term, in the order of the documents, then by period and target
 * @param notCompared terms without any line
 * @param credits what the lines owe together, by currency
 */
public record Preview(
        String agreement,
        ContentHash hash,
        Optional<Integer> version,
        int periods,
        Instant judgedAt,
        long items,
        List<PreviewLine> lines,
        List<NotCompared> notCompared,
        List<CreditTotal> credits) {

    /** A term of which nothing can be shown. */
    public record NotCompared(String term, List<Incomparable> why) {}

    /** In the currency; {@code after − before} is what the other content would have cost its provider more. */
    public record CreditTotal(String currency, BigDecimal before, BigDecimal after) {
        public BigDecimal difference() {
            return after.subtract(before);
        }
    }

    /** The lines of one term only; the sums stay those of all. */
    public Preview only(String term) {
        return new Preview(
                agreement,
                hash,
                version,
                periods,
                judgedAt,
                items,
                lines.stream().filter(line -> line.term().equals(term)).toList(),
                notCompared.stream().filter(other -> other.term().equals(term)).toList(),
                credits);
    }

    public long violatedBefore() {
        return lines.stream().filter(line -> isViolated(line.before())).count();
    }

    public long violatedAfter() {
        return lines.stream().filter(line -> isViolated(line.after())).count();
    }

    private static boolean isViolated(Optional<PreviewLine.Previewed> one) {
        return one.filter(p -> p.verdict().count() > 0).isPresent();
    }
}
