package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit as REST shows it.
 *
 * @param amount decimal text in the currency
 * @param working how it was worked out, step by step
 * @param notes what was issued, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreditView(
        UUID id,
        UUID verdict,
        String agreement,
        int version,
        String term,
        @Nullable String target,
        Instant from,
        Instant to,
        String amount,
        String currency,
        Credit.State state,
        @Nullable Instant claimUntil,
        @JsonRawValue String working,
        List<NoteView> notes) {

    record NoteView(String kind, String amount, String reason, Instant issuedAt) {}

    static CreditView of(Credit credit, List<Credits.Note> notes) {
        return new CreditView(
                credit.id(),
                credit.verdict(),
                credit.version().agreement(),
                credit.version().number(),
                credit.term(),
                credit.target().orElse(null),
                credit.period().from(),
                credit.period().to(),
                text(credit.amount(), credit.currency()),
                credit.currency(),
                credit.state(),
                credit.claimUntil().orElse(null),
                credit.working(),
                notes.stream()
                        .map(n ->
                                new NoteView(n.kind().name(), text(n.amount(), n.currency()), n.reason(), n.issuedAt()))
                        .toList());
    }

    /** With all digits of the currency: {@code 100.00}. */
    private static String text(BigDecimal amount, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return amount.setScale(Math.max(digits, amount.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
