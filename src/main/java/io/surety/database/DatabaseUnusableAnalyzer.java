package io.surety.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link DatabaseUnusable} at start as one readable paragraph instead of a stack trace. */
class DatabaseUnusableAnalyzer extends AbstractFailureAnalyzer<DatabaseUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnusable cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct it and start again. The data is under surety.database.directory (default ./data), the server"
                        + " listens on surety.database.port (default 15432).",
                cause);
    }
}
