package io.surety.evaluation.credit;

import io.surety.agreement.document.Spec;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one version of an agreement says, and the local dates on which it holds.
 *
 * @param from first local date
 * @param to first local date after it
 */
public record ContractPart(Spec spec, LocalDate from, LocalDate to) {

    /** What is charged in the dates of the span on which the version holds; empty if they have none in common. */
    Optional<Exact> charges(LocalDate start, LocalDate end) {
        LocalDate first = start.isBefore(from) ? from : start;
        LocalDate last = end.isAfter(to) ? to : end;
        return first.isBefore(last) ? ChargesOfSpan.ofAgreement(spec, first, last) : Optional.empty();
    }
}
