package io.surety.lifecycle.process;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a delegate is told: by the business key, and by the message that it follows. */
final class Facts {

    private Facts() {}

    static VersionRef version(DelegateExecution execution) {
        return VersionRef.parse(execution.getProcessBusinessKey());
    }

    static PersonId by(DelegateExecution execution) {
        return new PersonId(text(execution, "by"));
    }

    static String reason(DelegateExecution execution) {
        return text(execution, "reason");
    }

    static String text(DelegateExecution execution, String name) {
        if (execution.getVariable(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("the message did not bring " + name);
    }
}
