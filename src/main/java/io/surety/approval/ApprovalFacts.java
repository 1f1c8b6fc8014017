package io.surety.approval;

import io.surety.agreement.document.AgreementType;
import java.math.BigDecimal;

/**
 * What the matrix decides on: only what documents can say. Whether a target is stricter than what was proven, and the
 * class of the data, are not in any document yet.
 *
 * @param yearlyValue charges of a year, in {@code currency}
 * @param currency ISO 4217; empty where nothing is paid
 * @param termMonths months of validity that were begun
 * @param fromTemplate whether the document was made from a template whose content is known
 * @param deviations places in which it differs from the template; 0 without one
 * @param creditExposure the most credit that a year can cost, in {@code currency}
 * @param newThirdParty whether a third party with duties is named that no agreement in force names
 */
public record ApprovalFacts(
        AgreementType type,
        BigDecimal yearlyValue,
        String currency,
        long termMonths,
        boolean fromTemplate,
        int deviations,
        BigDecimal creditExposure,
        boolean newThirdParty) {}
