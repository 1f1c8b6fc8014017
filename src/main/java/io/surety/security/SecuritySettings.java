package io.surety.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator decides about access.
 *
 * @param adminPassword of the login {@code admin}, used when it is created
 * @param openEngineForOneStart opens deployment and the other closed endpoints to the administrator until the next start
 *     without it; for repairs
 * @param metricsPassword with which the login {@code prometheus} reads the metrics; empty leaves them to administrators
 */
@ConfigurationProperties("surety.security")
record SecuritySettings(
        @DefaultValue("") String adminPassword,
        @DefaultValue("false") boolean openEngineForOneStart,
        @DefaultValue("") String metricsPassword) {

    @Override
    public String toString() {
        return "SecuritySettings[openEngineForOneStart=" + openEngineForOneStart + "]";
    }
}
