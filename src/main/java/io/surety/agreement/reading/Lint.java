package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import java.util.List;

/** All that is checked beyond the schema. Codes and paths are stable; {@code docs/lint.md} lists them. */
final class Lint {

    static final int MOST_YEARS = 30;

    private static final String MAINTENANCE = "agreed-maintenance";

    private Lint() {}

    /** @param tree the same document, with what its records do not hold */
    static Findings check(AgreementDocument document, JsonNode tree) {
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
        if (findings.errors().isEmpty()) {
            LintCalendars calendars = new LintCalendars(spec.calendars());
            new OpenTimeLint(spec, calendars, findings).check();
            new RejectionLint(tree.path("spec"), calendars, findings).check();
        }
        return findings;
    }

    private static boolean isAboutItems(Spec spec, String term) {
        return spec.term(term)
                .map(Term::measure)
                .filter(measure -> measure instanceof DurationMeasure || measure instanceof VolumeMeasure)
                .isPresent();
    }

    private static void period(Spec spec, Findings findings) {
        PeriodClause period = spec.period();
        findings.errorIf(
                !period.end().isAfter(period.start()), "/spec/period/end", "period-empty", "it ends before it starts");
        findings.known(Ids.calendars(spec), period.calendar(), "/spec/period/calendar", "calendar");
    }

    private static void clauses(Spec spec, Findings findings) {
        findings.unique(spec.exclusions(), e -> e.id(), "/spec/exclusions", "id");
        for (int i = 0; i < spec.exclusions().size(); i++) {
            exclusion(spec, spec.exclusions().get(i), "/spec/exclusions/" + i, findings);
        }
        findings.warnIf(
                spec.creditLimits() != null && spec.terms().stream().allMatch(t -> t.credit() == null),
                "/spec/creditLimits",
                "limits-without-credit",
                "no term gives a credit that could be limited");
        findings.errorIf(
                spec.reporting().per().isEmpty(),
                "/spec/reporting/every",
                "value-not-allowed",
                "a report is about an ISO week or a month of the calendar: every P1W or every P1M");
        for (int i = 0; i < spec.reporting().to().size(); i++) {
            findings.known(Ids.partiesAndRoles(spec), spec.reporting().to().get(i), "/spec/reporting/to/" + i, "party");
        }
    }

    private static void exclusion(Spec spec, Exclusion exclusion, String path, Findings findings) {
        for (int j = 0; j < exclusion.terms().size(); j++) {
            findings.known(Ids.terms(spec), exclusion.terms().get(j), path + "/terms/" + j, "term");
            findings.errorIf(
                    isAboutItems(spec, exclusion.terms().get(j)),
                    path + "/terms/" + j,
                    "not-for-this-measure",
                    "an exclusion takes time out of agreed service time or out of downtime, and items have neither:"
                            + " clocks pause, and what is delivered is refused");
        }
        findings.errorIf(
                exclusion.terms().isEmpty() && spec.terms().stream().allMatch(t -> isAboutItems(spec, t.id())),
                path,
                "exclusion-never-applies",
                "no term here is about agreed service time or downtime: clocks pause, and what is delivered is refused");
        findings.errorIf(
                exclusion.announce() != null && !exclusion.cause().equals(MAINTENANCE),
                path + "/announce",
                "exclusion-never-applies",
                "only " + MAINTENANCE + " is announced; nothing else could meet this condition");
        List<String> clocks = spec.terms().stream()
                .filter(t -> t.measure() instanceof DurationMeasure)
                .map(Term::id)
                .toList();
        findings.warnIf(
                exclusion.terms().isEmpty() && !clocks.isEmpty(),
                path + "/terms",
                "exclusion-without-clocks",
                "it says all terms, and leaves the clocks of " + String.join(", ", clocks)
                        + " alone: they pause; name the terms that are meant");
    }
}
