package io.surety.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link PasswordRefused} at start as a sentence and not as a stack trace. */
class PasswordRefusedAnalyzer extends AbstractFailureAnalyzer<PasswordRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PasswordRefused cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Set it to one of at least ten characters that nobody else has.", cause);
    }
}
