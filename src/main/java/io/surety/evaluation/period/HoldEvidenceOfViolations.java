package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.ViolationWithdrawn;
import io.surety.measurement.HoldEvidence;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The raw readings of a violated period are kept as long as the violation: until a restatement withdraws it. */
@Component
class HoldEvidenceOfViolations {

    private final Agreements agreements;
    private final HoldEvidence evidence;

    HoldEvidenceOfViolations(Agreements agreements, HoldEvidence evidence) {
        this.agreements = agreements;
        this.evidence = evidence;
    }

    @EventListener
    void on(TermViolated violated) {
        Version version = agreements.get(violated.version());
        version.document()
                .spec()
                .term(violated.term())
                .ifPresent(term -> evidence.hold(
                        violated.violation().toString(), term.measure().source(), term.service(), violated.period()));
    }

    @EventListener
    void on(ViolationWithdrawn withdrawn) {
        evidence.release(withdrawn.violation().toString());
    }
}
