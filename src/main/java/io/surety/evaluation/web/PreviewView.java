package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.period.LedgerLink;
import io.surety.evaluation.preview.Incomparable;
import io.surety.evaluation.preview.Outcome;
import io.surety.evaluation.preview.Preview;
import io.surety.evaluation.preview.PreviewClaim;
import io.surety.evaluation.preview.PreviewLine;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Diagnostic;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.money.MonetaryAmount;
import org.jspecify.annotations.Nullable;

/**
 * A preview as REST shows it.
 *
 * @param version whose content was judged; null for one that is stored nowhere
 * @param periods the last so many that ended were looked at, of each term
 * @param items how many work items were judged for it
 * @param violated how many of the lines are violated, both ways
 * @param credits what the lines owe together, by currency, both ways
 * @param notCompared terms without a line, with the reason
 * @param warnings of lint about a content that is stored nowhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewView(
        String agreement,
        @Nullable Integer version,
        String hash,
        Instant judgedAt,
        int periods,
        long items,
        CountView violated,
        List<TotalView> credits,
        List<LineView> lines,
        List<NotComparedView> notCompared,
        List<Diagnostic> warnings) {

    private static final int DIGITS = 4;

    record CountView(long before, long after) {}

    record TotalView(String currency, String before, String after, String difference) {}

    record NotComparedView(String term, List<Incomparable> why) {}

    /**
     * @param difference in percentage points of what was achieved, and in money; null where one side is missing
     * @param why one of the two is missing or says nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            String term,
            @Nullable String target,
            String period,
            Instant from,
            Instant to,
            boolean changed,
            @Nullable SideView before,
            @Nullable SideView after,
            @Nullable DifferenceView difference,
            List<Incomparable> why) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DifferenceView(@Nullable String percentagePoints, int count, @Nullable String credit) {}

    /**
     * @param published whether it was published, and not only worked out here
     * @param count violations of the period
     * @param credit after stacking, caps, minimum and earn-back
     * @param creditOutcome what becomes of it; whether it is claimed, and what a person decides about it, nobody knows
     * @param claims against third parties, for whoever would make them; null where there are none
     * @param sums of the ledger, as with the ledger itself
     * @param ledger where the ledger is read; null for a content that is stored nowhere
     * @param entries the ledger itself, where it was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SideView(
            int version,
            boolean published,
            VerdictValue value,
            @Nullable NotDetermined reason,
            @Nullable String share,
            @Nullable String sharePercent,
            @Nullable String completeness,
            int count,
            @Nullable MoneyView credit,
            @Nullable Outcome creditOutcome,
            @Nullable List<ClaimView> claims,
            @Nullable Instant watermark,
            Map<String, BigDecimal> sums,
            @Nullable String ledger,
            @JsonRawValue @Nullable String entries) {}

    /** @param millis time of the ledger that is the third party's */
    record ClaimView(String thirdParty, String contract, long millis) {
        static ClaimView of(PreviewClaim claim) {
            return new ClaimView(claim.thirdParty().value(), claim.contract(), claim.millis());
        }
    }

    record MoneyView(String amount, String currency) {
        static MoneyView of(MonetaryAmount amount) {
            return new MoneyView(Money.digits(amount), amount.getCurrency().getCurrencyCode());
        }
    }

    /** @param ledgers whether the ledgers themselves are wanted */
    static PreviewView of(Preview preview, List<Diagnostic> warnings, boolean ledgers) {
        return new PreviewView(
                preview.agreement(),
                preview.version().orElse(null),
                preview.hash().hex(),
                preview.judgedAt(),
                preview.periods(),
                preview.items(),
                new CountView(preview.violatedBefore(), preview.violatedAfter()),
                preview.credits().stream()
                        .map(total -> new TotalView(
                                total.currency(),
                                Money.digits(total.before(), total.currency()),
                                Money.digits(total.after(), total.currency()),
                                Money.digits(total.difference(), total.currency())))
                        .toList(),
                preview.lines().stream()
                        .map(line -> line(preview, line, ledgers))
                        .toList(),
                preview.notCompared().stream()
                        .map(term -> new NotComparedView(term.term(), term.why()))
                        .toList(),
                warnings);
    }

    private static LineView line(Preview preview, PreviewLine line, boolean ledgers) {
        return new LineView(
                line.term(),
                line.target().orElse(null),
                line.label(),
                line.period().part().from(),
                line.period().part().to(),
                line.changed(),
                line.before().map(p -> side(p, published(line, p), ledgers)).orElse(null),
                line.after()
                        .map(p -> side(p, previewed(preview, line), ledgers))
                        .orElse(null),
                difference(line).orElse(null),
                line.why());
    }

    private static SideView side(Previewed previewed, @Nullable String ledger, boolean ledgers) {
        Verdict verdict = previewed.verdict();
        return new SideView(
                verdict.version().number(),
                previewed.published(),
                verdict.value(),
                verdict.reason().orElse(null),
                verdict.share().map(Object::toString).orElse(null),
                verdict.share().map(share -> share.toPercentText(DIGITS)).orElse(null),
                verdict.completeness().map(share -> share.toPercentText(2)).orElse(null),
                verdict.count(),
                previewed.credit().map(MoneyView::of).orElse(null),
                previewed.outcome().orElse(null),
                previewed.claims().isEmpty()
                        ? null
                        : previewed.claims().stream().map(ClaimView::of).toList(),
                previewed.watermark().orElse(null),
                LedgerSums.weights(verdict.ledger()),
                ledger,
                ledgers ? LedgerJson.write(verdict.ledger()) : null);
    }

    /** Of what was published; what never was has no ledger of its own yet. */
    static @Nullable String published(PreviewLine line, Previewed before) {
        return before.published() ? LedgerLink.of(before.verdict(), line.label()) : null;
    }

    /** Worked out again when it is read. */
    static @Nullable String previewed(Preview preview, PreviewLine line) {
        return preview.version()
                .map(number -> "/api/agreements/" + preview.agreement() + "/versions/" + number + "/preview?periods="
                        + preview.periods() + "&term=" + line.term() + "&ledgers=true")
                .orElse(null);
    }

    private static Optional<DifferenceView> difference(PreviewLine line) {
        return line.before().flatMap(before -> line.after()
                .map(after -> new DifferenceView(
                        points(before.verdict().share(), after.verdict().share())
                                .map(BigDecimal::toPlainString)
                                .orElse(null),
                        after.verdict().count() - before.verdict().count(),
                        credit(before.credit(), after.credit()).orElse(null))));
    }

    /** Percentage points, to four digits. */
    static Optional<BigDecimal> points(Optional<Ratio> before, Optional<Ratio> after) {
        return before.flatMap(
                was -> after.map(is -> is.minus(was).times(Ratio.of(100, 1)).toDecimal(DIGITS, RoundingMode.HALF_UP)));
    }

    private static Optional<String> credit(Optional<MonetaryAmount> before, Optional<MonetaryAmount> after) {
        boolean sameCurrency = before.isEmpty()
                || after.isEmpty()
                || before.get().getCurrency().equals(after.get().getCurrency());
        return sameCurrency
                ? after.or(() -> before)
                        .map(any -> Money.digits(
                                number(after).subtract(number(before)),
                                any.getCurrency().getCurrencyCode()))
                : Optional.empty();
    }

    private static BigDecimal number(Optional<MonetaryAmount> amount) {
        return amount.map(Money::number).orElse(BigDecimal.ZERO);
    }
}
