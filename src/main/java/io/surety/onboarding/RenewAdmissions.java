package io.surety.onboarding;

import io.surety.shared.TimeSource;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Suspends admissions whose evidence has expired; each needs a renewal. */
@Service
public class RenewAdmissions {

    private final Admissions admissions;
    private final Cases cases;
    private final TimeSource time;

    RenewAdmissions(Admissions admissions, Cases cases, TimeSource time) {
        this.admissions = admissions;
        this.cases = cases;
        this.time = time;
    }

    /** The renewals to be started, in the transaction that suspends; without those that run already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<OnboardingKey> suspendExpired(int limit) {
        return admissions.expired(time.now(), limit).stream()
                .peek(expired -> admissions.put(new Admission(
                        expired.thirdParty(),
                        expired.relying(),
                        AdmissionState.SUSPENDED,
                        expired.version(),
                        time.now(),
                        null)))
                .map(expired -> new OnboardingKey(expired.version(), expired.thirdParty()))
                .filter(key -> cases.open(key).isEmpty())
                .toList();
    }
}
