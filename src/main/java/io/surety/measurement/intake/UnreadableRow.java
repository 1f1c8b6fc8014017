package io.surety.measurement.intake;

import java.util.List;

/** One row is refused; others are not concerned. */
class UnreadableRow extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    UnreadableRow(List<Finding> findings) {
        super("a row is refused: " + findings);
        this.findings = List.copyOf(findings);
    }

    List<Finding> findings() {
        return findings;
    }
}
