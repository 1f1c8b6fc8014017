package io.surety.evaluation.preview;

import io.surety.party.OrganisationId;

/**
 * What the obligated side has, or would have, to claim from a third party for a violated period.
 *
 * @param claimant who alone reads it
 * @param contract name of the contract under which it is claimed
 * @param millis time of the ledger that is the third party's
 */
public record PreviewClaim(OrganisationId claimant, OrganisationId thirdParty, String contract, long millis) {}
