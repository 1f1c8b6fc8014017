package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.onboarding.OnboardingKey;
import io.surety.workflow.ProcessBean;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the model {@code third-party-onboarding} asks about its case. */
@Component
@ProcessBean
public class OnboardingFacts {

    static final String KIND = "evidenceKind";

    private final DueDiligence dueDiligence;
    private final Duration answerWithin;
    private final Duration evidenceWithin;

    OnboardingFacts(
            DueDiligence dueDiligence,
            @Value("${surety.onboarding.answer-within:P14D}") Duration answerWithin,
            @Value("${surety.onboarding.evidence-within:P30D}") Duration evidenceWithin) {
        this.dueDiligence = dueDiligence;
        this.answerWithin = answerWithin;
        this.evidenceWithin = evidenceWithin;
    }

    public boolean isAccepted(DelegateExecution execution) {
        return dueDiligence.isAccepted(key(execution));
    }

    public List<String> missing(DelegateExecution execution) {
        return dueDiligence.missing(key(execution));
    }

    public Date answerDue(DelegateExecution execution) {
        return Date.from(dueDiligence.startedAt(key(execution)).plus(answerWithin));
    }

    public Date evidenceDue(DelegateExecution execution) {
        return Date.from(dueDiligence.startedAt(key(execution)).plus(evidenceWithin));
    }

    private static OnboardingKey key(DelegateExecution execution) {
        return OnboardingKey.parse(execution.getProcessBusinessKey());
    }
}
