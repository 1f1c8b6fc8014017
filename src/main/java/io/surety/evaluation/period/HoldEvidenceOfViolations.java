package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.ViolationWithdrawn;
import io.surety.measurement.HoldEvidence;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The raw readings of a violated period are kept as long as the violation: until a restatement withdraws it. */
@Component
class HoldEvidenceOfViolations {

    private final Agreements agreements;
    private final List<JudgeMeasure> judges;
    private final HoldEvidence evidence;

    HoldEvidenceOfViolations(Agreements agreements, List<JudgeMeasure> judges, HoldEvidence evidence) {
        this.agreements = agreements;
        this.judges = List.copyOf(judges);
        this.evidence = evidence;
    }

    @EventListener
    void on(TermViolated violated) {
        Version version = agreements.get(violated.version());
        version.document().spec().term(violated.term()).ifPresent(term -> hold(violated, version, term));
    }

    private void hold(TermViolated violated, Version version, Term term) {
        judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .map(judge -> judge.evidence(version, term, violated.period()))
                .forEach(readings -> evidence.hold(
                        violated.violation().toString(),
                        term.measure().source(),
                        readings.services(),
                        readings.span()));
    }

    @EventListener
    void on(ViolationWithdrawn withdrawn) {
        evidence.release(withdrawn.violation().toString());
    }
}
