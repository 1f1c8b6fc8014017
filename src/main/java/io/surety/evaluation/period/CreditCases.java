package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.credit.ContractPart;
import io.surety.evaluation.credit.CreditCase;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** What credits are worked out from: violated verdicts, and the versions that say what is charged when. */
public final class CreditCases {

    private CreditCases() {}

    /** Starts with the term, by which caps are used up among periods that end together. */
    public static String key(Verdict verdict) {
        return verdict.term() + "/" + verdict.target().orElse("") + "/"
                + verdict.version().number() + "/" + verdict.period().period().from();
    }

    /** What a version charges, and the local dates on which it holds. */
    public static ContractPart part(Version version) {
        return part(
                version.document().spec(),
                version.validity().from(),
                version.validity().to());
    }

    /** The same from one instant to another. */
    public static ContractPart part(Spec spec, Instant from, Instant to) {
        ZoneId zone = spec.period().zone();
        return new ContractPart(spec, LocalDate.ofInstant(from, zone), LocalDate.ofInstant(to, zone));
    }

    /**
     * @param spec by which it was judged
     * @return empty if the content does not have the term
     */
    public static Optional<CreditCase> of(Verdict verdict, Spec spec) {
        ZoneId zone = spec.period().zone();
        return spec.term(verdict.term())
                .map(term -> new CreditCase(
                        key(verdict),
                        spec,
                        term,
                        LocalDate.ofInstant(verdict.period().part().from(), zone),
                        LocalDate.ofInstant(verdict.period().part().to(), zone),
                        term.tolerance() == null ? verdict.share() : tierless(term, verdict),
                        verdict.count()));
    }

    /** Under a tolerance with tiers the share decides the tier; with an amount or percent per count it does not matter. */
    private static Optional<Ratio> tierless(Term term, Verdict verdict) {
        return term.credit() != null && term.credit().perCount() != null ? Optional.empty() : verdict.share();
    }
}
