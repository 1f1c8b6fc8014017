package io.surety.agreement.reading;

import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.Reopen;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;

/** What a term about clocks says twice, or says and could never mean: targets, reopenings, the condition on items. */
final class ClockLint {

    private final Spec spec;
    private final Term term;
    private final DurationMeasure measure;
    private final String path;
    private final Findings findings;

    ClockLint(Spec spec, Term term, DurationMeasure measure, String path, Findings findings) {
        this.spec = spec;
        this.term = term;
        this.measure = measure;
        this.path = path;
        this.findings = findings;
    }

    void check() {
        for (int i = 0; i < term.targets().size(); i++) {
            wins(i);
        }
        reopening();
        condition();
    }

    private void wins(int index) {
        ClockTarget target = term.targets().get(index);
        TargetReach reach = new TargetReach(spec.calendars());
        String at = path + "/targets/" + index;
        if (reach.excludeEachOther(measure.where(), target.when())) {
            findings.error(
                    at,
                    "target-never-wins",
                    "the term does not count any item for which it is: its attributes are not those of where");
        } else if (reach.isTaken(
                measure.where(),
                target.when(),
                term.targets().subList(0, index).stream().map(ClockTarget::when).toList())) {
            findings.error(at, "target-never-wins", "whatever it matches, a target before it matches first");
        }
    }

    private void reopening() {
        Reopen reopen = measure.reopen();
        findings.errorIf(
                reopen.as() == Reopen.As.IGNORE && reopen.within() != null,
                path + "/measure/reopen/within",
                "not-for-this-measure",
                "a reopening is ignored, however soon it comes");
        findings.errorIf(
                reopen.as() != Reopen.As.IGNORE && measure.stays() != null,
                path + "/measure/reopen",
                "not-for-this-measure",
                "stays say already what comes of the next one");
    }

    private void condition() {
        Term.OnlyIf onlyIf = term.onlyIf();
        if (onlyIf != null && onlyIf.items().atLeast() != null && onlyIf.items().atMost() != null) {
            findings.errorIf(
                    onlyIf.items().atLeast() > onlyIf.items().atMost(),
                    path + "/onlyIf/items",
                    "condition-never-holds",
                    "no number of items is at least " + onlyIf.items().atLeast() + " and at most "
                            + onlyIf.items().atMost());
        }
    }
}
