package io.surety.approval;

import java.util.List;

/**
 * What an approver decides about, in plain words; each text is safe in a form.
 *
 * @param validity with a word where it starts in the past
 * @param deviations from the party's template; empty for none
 * @param standingIn for whom; empty for nobody
 * @param document path of the page of the document
 * @param preview path of the page that says what it would have done
 */
public record Briefing(
        String title,
        String version,
        String hash,
        String provider,
        String customer,
        String thirdParties,
        String validity,
        boolean retroactive,
        String price,
        String exposure,
        String deviations,
        String role,
        String why,
        String scope,
        String standingIn,
        String document,
        String preview,
        List<Promise> promises,
        List<CreditLine> credits) {

    /** One target of one term. */
    public record Promise(String term, String service, String owedBy, String target) {}

    /** One step of a credit ladder. */
    public record CreditLine(String term, String when, String credit) {}
}
