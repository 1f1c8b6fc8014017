package io.surety.measurement.intake;

import io.surety.shared.Diagnostic;
import java.util.List;

/** One measurement is refused; others are not concerned. */
class UnreadableMeasurement extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    UnreadableMeasurement(List<Diagnostic> diagnostics) {
        super("a measurement is refused: " + diagnostics);
        this.diagnostics = List.copyOf(diagnostics);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
