package io.surety.agreement.reading;

import io.surety.agreement.document.CreditLimits.Stacking;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.CreditClause;
import io.surety.agreement.document.Term.CreditTier;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a term owes when it is missed: a ladder without holes, and charges to take it from. */
final class CreditLint {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final Spec spec;
    private final Term term;
    private final String path;
    private final Findings findings;

    CreditLint(Spec spec, Term term, String path, Findings findings) {
        this.spec = spec;
        this.term = term;
        this.path = path + "/credit";
        this.findings = findings;
    }

    void check() {
        Term.Chronic chronic = term.chronic();
        verdicts();
        findings.errorIf(
                chronic != null && chronic.periods() > chronic.of(),
                path.replaceFirst("/credit$", "/chronic/periods"),
                "chronic-impossible",
                "more periods than there are to count from");
        CreditClause credit = term.credit();
        if (credit != null) {
            base(credit);
            form(credit);
            ladder(credit.tiers());
        }
    }

    /** A rolling window is shown and warns; only calendar periods have verdicts from which something follows. */
    private void verdicts() {
        boolean shownOnly = term.objective() != null && !term.hasVerdicts();
        findings.errorIf(
                shownOnly && term.credit() != null,
                path,
                "objective-without-verdict",
                "an objective has no verdict that a credit could follow from; that needs a target");
        findings.errorIf(
                shownOnly && term.chronic() != null,
                path.replaceFirst("/credit$", "/chronic"),
                "objective-without-verdict",
                "an objective has no periods that could be below a share; that needs a target");
        findings.errorIf(
                shownOnly && term.minimumEvents() > 0,
                path.replaceFirst("/credit$", "/minimumEvents"),
                "objective-without-verdict",
                "an objective has no verdict that too few events could leave open");
    }

    private void base(CreditClause credit) {
        Optional<ServiceClause> service = spec.services().stream()
                .filter(s -> s.id().equals(credit.base()))
                .findFirst();
        boolean whole = credit.base().equals("agreement");
        findings.errorIf(
                !whole && service.isEmpty(),
                path + "/base",
                "unknown-reference",
                "there is no service " + credit.base());
        boolean paid =
                spec.charges() != null || service.map(s -> s.charges() != null).orElse(false);
        findings.errorIf(
                (whole || service.isPresent()) && !paid,
                path + "/base",
                "credit-without-charges",
                "there are no charges that a credit could be a share of");
    }

    private void form(CreditClause credit) {
        findings.errorIf(
                credit.tiers().isEmpty() == (credit.perCount() == null),
                path,
                "exactly-one",
                "a credit has tiers, or an amount or percentage for each group of breaches");
        findings.errorIf(
                credit.perCount() != null && term.tolerance() == null,
                path + "/perCount",
                "count-without-tolerance",
                "only a tolerance counts groups of breaches");
        findings.warnIf(
                credit.stackingGroup() != null
                        && (spec.creditLimits() == null || spec.creditLimits().stacking() == Stacking.SUM),
                path + "/stackingGroup",
                "group-without-stacking",
                "where all credits are added up, groups change nothing");
        if (credit.perCount() != null && credit.perCount().percent() != null) {
            percent(credit.perCount().percent(), path + "/perCount/percent");
        }
    }

    private void percent(BigDecimal percent, String at) {
        findings.errorIf(
                percent.compareTo(WHOLE) > 0 || percent.signum() == 0,
                at,
                "out-of-range",
                "a credit is more than nothing and at most the whole base");
    }

    private void ladder(List<CreditTier> tiers) {
        Set<Ratio> seen = new HashSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            CreditTier tier = tiers.get(i);
            percent(tier.percent(), path + "/tiers/" + i + "/percent");
            findings.errorIf(
                    !seen.add(tier.below()),
                    path + "/tiers/" + i + "/below",
                    "ladder-overlap",
                    "two tiers begin at the same value");
            findings.errorIf(
                    tiers.stream()
                            .anyMatch(t -> t.below().compareTo(tier.below()) > 0
                                    && t.percent().compareTo(tier.percent()) > 0),
                    path + "/tiers/" + i + "/percent",
                    "ladder-falls",
                    "a worse value is credited with less than a better one");
        }
        Ratio target = target();
        if (target != null && !tiers.isEmpty()) {
            Ratio top = tiers.stream()
                    .map(CreditTier::below)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            findings.warnIf(
                    top.compareTo(target) < 0,
                    path + "/tiers",
                    "ladder-gap",
                    "between the target and the first tier a period is violated and nothing is owed");
            findings.warnIf(
                    top.compareTo(target) > 0,
                    path + "/tiers",
                    "credit-while-fulfilled",
                    "the first tier begins above the target");
        }
    }

    /** The share that must be reached; none under a tolerance, and none where a volume asks for two. */
    private @Nullable Ratio target() {
        if (term.measure() instanceof Measure.VolumeMeasure && term.target() != null) {
            Ratio each = term.target().each();
            Ratio weighted = term.target().weighted();
            return each != null && weighted != null && !each.equals(weighted) ? null : each == null ? weighted : each;
        }
        return term.goal(Optional.empty()).orElse(null);
    }
}
