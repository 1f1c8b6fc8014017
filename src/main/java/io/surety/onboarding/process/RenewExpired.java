package io.surety.onboarding.process;

import io.surety.onboarding.OnboardingKey;
import io.surety.onboarding.RenewAdmissions;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks for expired admissions, suspends them and starts their renewals, each batch in one transaction. */
@Component
class RenewExpired {

    private static final int BATCH = 50;

    private final RenewAdmissions renewAdmissions;
    private final RuntimeService runtime;
    private final TransactionOperations transaction;

    RenewExpired(RenewAdmissions renewAdmissions, RuntimeService runtime, TransactionOperations transaction) {
        this.renewAdmissions = renewAdmissions;
        this.runtime = runtime;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${surety.onboarding.scan-every:PT1M}", initialDelayString = "PT10S")
    void scan() {
        transaction.executeWithoutResult(
                status -> renewAdmissions.suspendExpired(BATCH).forEach(this::renew));
    }

    private void renew(OnboardingKey key) {
        runtime.startProcessInstanceByKey(
                "third-party-onboarding",
                key.toString(),
                Map.of(
                        "version",
                        key.version().toString(),
                        "thirdParty",
                        key.thirdParty().value()));
    }
}
