package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import java.time.Instant;
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
                credit.amount().toPlainString(),
                credit.currency(),
                credit.state(),
                credit.claimUntil().orElse(null),
                credit.working(),
                notes.stream()
                        .map(n -> new NoteView(n.kind().name(), n.amount().toPlainString(), n.reason(), n.issuedAt()))
                        .toList());
    }
}
