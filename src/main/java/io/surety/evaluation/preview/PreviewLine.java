package io.surety.evaluation.preview;

import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;

/**
 * What a term, or one target of it, came to in a part-period, and what it would have come to.
 *
 * @param label of the calendar period, such as {@code 2026-06}
 * @param before under the version that was in force
 * @param after under the proposed content
 * @param why one of the two is missing or says nothing; empty where they can be compared
 */
public record PreviewLine(
        String term,
        Optional<String> target,
        String label,
        PartPeriod period,
        Optional<Previewed> before,
        Optional<Previewed> after,
        List<Incomparable> why) {

    public PreviewLine {
        why = List.copyOf(why);
    }

    /**
     * A verdict and what is owed for it.
     *
     * @param watermark until when its source was known
     * @param published whether it was published, and not only worked out for the preview
     * @param credit after stacking, caps and minimum, and zero if it is earned back; empty where none can be owed
     * @param outcome what becomes of it; empty where nothing would be owed, earned back or not
     * @param claims what there is to claim from third parties, as far as the reader may know of it
     */
    public record Previewed(
            Verdict verdict,
            Optional<Instant> watermark,
            boolean published,
            Optional<MonetaryAmount> credit,
            Optional<Outcome> outcome,
            List<PreviewClaim> claims) {

        public Previewed {
            claims = List.copyOf(claims);
        }

        Previewed(Verdict verdict, Optional<Instant> watermark, boolean published, List<PreviewClaim> claims) {
            this(verdict, watermark, published, Optional.empty(), Optional.empty(), claims);
        }

        Previewed owing(Optional<MonetaryAmount> owed, Optional<Outcome> becomes) {
            return new Previewed(verdict, watermark, published, owed, becomes, claims);
        }
    }

    /** Whether the two differ in anything that counts; false where one of them is missing. */
    public boolean changed() {
        return before.isPresent()
                && after.isPresent()
                && !(before.get().credit().equals(after.get().credit())
                        && before.get().outcome().equals(after.get().outcome())
                        && before.get().claims().equals(after.get().claims())
                        && says(before.get().verdict(), after.get().verdict()));
    }

    private static boolean says(Verdict one, Verdict other) {
        return one.value() == other.value()
                && one.reason().equals(other.reason())
                && one.share().equals(other.share())
                && one.completeness().equals(other.completeness())
                && one.count() == other.count();
    }
}
