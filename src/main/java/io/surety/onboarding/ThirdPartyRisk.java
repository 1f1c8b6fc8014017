package io.surety.onboarding;

import io.surety.party.Role;
import java.math.BigDecimal;
import java.util.List;

/** The decision table {@code third-party-risk}. */
public interface ThirdPartyRisk {

    /**
     * What the table decides on.
     *
     * @param duties how many duties the document gives the third party
     * @param underContract whether a contract is named that binds it
     * @param deliversMeasurements whether verdicts depend on what it delivers
     * @param creditExposure the most credit that a year of the agreement can cost
     */
    record Facts(int duties, boolean underContract, boolean deliversMeasurements, BigDecimal creditExposure) {}

    /** @param decidedBy role in the relying party */
    record Assessment(String risk, List<EvidenceKind> needed, Role decidedBy) {}

    Assessment assess(Facts facts);
}
