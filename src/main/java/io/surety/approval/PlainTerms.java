package io.surety.approval;

import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.agreement.document.Term.CreditClause;
import io.surety.agreement.document.Term.PerCount;
import io.surety.approval.Briefing.CreditLine;
import io.surety.approval.Briefing.Promise;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Terms as a person would say them; shown in tables, which take every text as it is. */
final class PlainTerms {

    private PlainTerms() {}

    static List<Promise> promises(Spec spec) {
        List<Promise> promises = new ArrayList<>();
        for (Term term : spec.terms()) {
            String owedBy = term.obligated().name().toLowerCase(Locale.ROOT);
            for (ClockTarget target : term.targets()) {
                promises.add(new Promise(term.id(), term.service(), owedBy, clock(target) + judged(term)));
            }
            if (term.target() != null) {
                promises.add(new Promise(
                        term.id(), term.service(), owedBy, ShareWords.target(term.measure(), term.target())));
            }
            if (term.objective() != null) {
                promises.add(new Promise(
                        term.id(),
                        term.service(),
                        owedBy,
                        "objective: at least %s over the last %s, without a verdict"
                                .formatted(
                                        percent(term.objective().atLeast()),
                                        term.objective().rolling().text())));
            }
        }
        return promises;
    }

    private static String clock(ClockTarget target) {
        String when = target.when().entrySet().stream()
                .map(condition -> condition.getKey() + " " + String.join(" or ", condition.getValue()))
                .collect(Collectors.joining(" and "));
        String calendar = target.calendar().equals(ClockTarget.ASSIGNEE)
                ? "the calendar of the person assigned at the start"
                : "calendar " + target.calendar();
        return "within %s on %s%s".formatted(target.within().text(), calendar, when.isEmpty() ? "" : " if " + when);
    }

    private static String judged(Term term) {
        if (term.conformance() != null) {
            return ", for %s per %s"
                    .formatted(
                            percent(term.conformance().atLeast()),
                            term.conformance().per().name().toLowerCase(Locale.ROOT));
        }
        if (term.tolerance() != null) {
            return ", fewer than %d misses per %s"
                    .formatted(
                            term.tolerance().breaches(),
                            term.tolerance().per().name().toLowerCase(Locale.ROOT));
        }
        return ", always";
    }

    static List<CreditLine> credits(Spec spec) {
        List<CreditLine> lines = new ArrayList<>();
        for (Term term : spec.terms()) {
            CreditClause credit = term.credit();
            if (credit == null) {
                continue;
            }
            credit.tiers()
                    .forEach(tier -> lines.add(new CreditLine(
                            term.id(),
                            "below " + percent(tier.below()),
                            "%s %% of the charges of %s"
                                    .formatted(tier.percent().toPlainString(), credit.base()))));
            PerCount each = credit.perCount();
            if (each != null) {
                lines.add(new CreditLine(term.id(), "for each count", each(each, credit.base())));
            }
        }
        return lines;
    }

    private static String each(PerCount each, String base) {
        BigDecimal amount = each.amount();
        return amount == null ? "%s %% of the charges of %s".formatted(each.percent(), base) : amount.toPlainString();
    }

    static String percent(Ratio share) {
        Ratio hundredfold = share.times(Ratio.of(100, 1));
        return hundredfold.toDecimal(6, RoundingMode.FLOOR).stripTrailingZeros().toPlainString() + " %";
    }
}
