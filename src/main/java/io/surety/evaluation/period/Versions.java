package io.surety.evaluation.period;

import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** With which rules and software a verdict was made. */
@Component
class Versions {

    private final String tzdata =
            ZoneRulesProvider.getVersions("Europe/Berlin").lastEntry().getKey();
    private final String code = Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
            .orElse("development");

    /** Of the time zone rules, such as {@code 2026a}. */
    String tzdata() {
        return tzdata;
    }

    String code() {
        return code;
    }
}
