package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.Templates;
import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Worth;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds out about a version what the matrix decides on. */
@Component
class GatherFacts {

    private final Agreements agreements;
    private final Templates templates;

    GatherFacts(Agreements agreements, Templates templates) {
        this.agreements = agreements;
        this.templates = templates;
    }

    ApprovalFacts of(Version version, JsonNode document, Instant now) {
        Worth worth = Worth.of(version.document().spec());
        ContentHash template = version.document().metadata().template();
        Optional<JsonNode> made = Optional.ofNullable(template)
                .flatMap(hash -> templates.withValuesOf(hash, document.toString()))
                .map(Json::read);
        return new ApprovalFacts(
                version.document().spec().type(),
                worth.yearlyValue(),
                worth.currency(),
                months(version.document().spec().period()),
                made.isPresent(),
                made.map(m -> Deviations.count(m, document)).orElse(0),
                worth.creditExposure(),
                namesNewThirdParty(version, now));
    }

    /** Months begun: a year and a day are 13. */
    private static long months(PeriodClause period) {
        long full = ChronoUnit.MONTHS.between(period.start(), period.end());
        return period.start().plusMonths(full).isBefore(period.end()) ? full + 1 : full;
    }

    private boolean namesNewThirdParty(Version version, Instant now) {
        Set<String> known = agreements.inForceDuring(new Interval(now, now.plusMillis(1))).stream()
                .flatMap(inForce -> inForce.document().spec().thirdParties().stream())
                .map(PartyClause::id)
                .collect(Collectors.toSet());
        return version.document().spec().thirdParties().stream()
                .filter(party -> !party.duties().isEmpty())
                .anyMatch(party -> !known.contains(party.id()));
    }
}
