package io.surety.agreement.reading;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Spec;
import java.util.Set;

/** All that is checked beyond the schema. Codes and paths are stable; {@code docs/lint.md} lists them. */
final class Lint {

    static final int MOST_YEARS = 30;

    private Lint() {}

    static Findings check(AgreementDocument document) {
        Findings findings = new Findings();
        Spec spec = document.spec();
        period(spec, findings);
        new PartyLint(spec, findings).check();
        new ServiceLint(spec, findings).check();
        new CalendarLint(spec, findings).check();
        for (int i = 0; i < spec.terms().size(); i++) {
            new TermLint(spec, spec.terms().get(i), "/spec/terms/" + i, findings).check();
        }
        findings.unique(spec.terms(), t -> t.id(), "/spec/terms", "id");
        new EscalationLint(spec, findings).check();
        clauses(spec, findings);
        return findings;
    }

    private static void period(Spec spec, Findings findings) {
        PeriodClause period = spec.period();
        findings.errorIf(
                !period.end().isAfter(period.start()), "/spec/period/end", "period-empty", "it ends before it starts");
        findings.known(Ids.calendars(spec), period.calendar(), "/spec/period/calendar", "calendar");
    }

    private static void clauses(Spec spec, Findings findings) {
        findings.unique(spec.exclusions(), e -> e.id(), "/spec/exclusions", "id");
        Set<String> terms = Ids.terms(spec);
        for (int i = 0; i < spec.exclusions().size(); i++) {
            var named = spec.exclusions().get(i).terms();
            for (int j = 0; j < named.size(); j++) {
                findings.known(terms, named.get(j), "/spec/exclusions/" + i + "/terms/" + j, "term");
            }
        }
        findings.warnIf(
                spec.creditLimits() != null && spec.terms().stream().allMatch(t -> t.credit() == null),
                "/spec/creditLimits",
                "limits-without-credit",
                "no term gives a credit that could be limited");
        for (int i = 0; i < spec.reporting().to().size(); i++) {
            findings.known(Ids.partiesAndRoles(spec), spec.reporting().to().get(i), "/spec/reporting/to/" + i, "party");
        }
    }
}
