package io.surety.evaluation.credit;

import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the verdicts on one version owe, by the same computation as in the application. */
public final class CreditsOwed {

    private CreditsOwed() {}

    /** One line for each violated verdict with a credit clause, each step of it; in whatever order the verdicts come. */
    public static List<String> of(Version version, Collection<Verdict> verdicts) {
        Spec spec = version.document().spec();
        List<CreditCase> cases = verdicts.stream()
                .filter(v -> v.value() == VerdictValue.VIOLATED)
                .map(v -> creditCase(spec, v))
                .toList();
        ContractPart part = new ContractPart(
                spec,
                date(spec, version.validity().from()),
                date(spec, version.validity().to()));
        return ComputeCredits.of(List.of(part), cases).stream()
                .map(CreditLine::toString)
                .toList();
    }

    private static CreditCase creditCase(Spec spec, Verdict v) {
        Term term = spec.term(v.term()).orElseThrow();
        boolean perCount = term.credit() != null && term.credit().perCount() != null;
        return new CreditCase(
                v.term() + "/" + v.target().orElse("") + "/" + v.period().part().from(),
                spec,
                term,
                date(spec, v.period().part().from()),
                date(spec, v.period().part().to()),
                perCount ? Optional.empty() : v.share(),
                v.count());
    }

    private static LocalDate date(Spec spec, Instant at) {
        return LocalDate.ofInstant(at, spec.period().zone());
    }
}
