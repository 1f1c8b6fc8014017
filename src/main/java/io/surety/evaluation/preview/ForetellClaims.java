package io.surety.evaluation.preview;

import io.surety.agreement.document.Spec;
import io.surety.evaluation.consequence.DueClaims;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was opened against third parties, and what would have been ({@code domain.md} 6.4); it is the claimant's to read. */
@Component
class ForetellClaims {

    private final ThirdPartyClaims claims;
    private final DueClaims due;

    ForetellClaims(ThirdPartyClaims claims, DueClaims due) {
        this.claims = claims;
        this.due = due;
    }

    /** Also those that somebody waived or let lapse: what people do is not foretold either. */
    List<PreviewClaim> opened(StoredVerdict published, Caller caller) {
        return claims.of(published.verdict().version().agreement()).stream()
                .filter(claim -> claim.verdict().equals(published.id())
                        && claim.state() != ThirdPartyClaim.State.WITHDRAWN
                        && caller.sees(Set.of(claim.claimant())))
                .map(claim -> new PreviewClaim(claim.claimant(), claim.thirdParty(), claim.contract(), claim.millis()))
                .toList();
    }

    /** @param spec by which it was judged */
    List<PreviewClaim> foretold(Verdict verdict, Spec spec, PreviewedItems items, Caller caller) {
        return due.of(verdict, spec, items::lateLedger).stream()
                .filter(claim -> caller.sees(Set.of(claim.claimant())))
                .map(claim -> new PreviewClaim(
                        claim.claimant(),
                        new OrganisationId(claim.party().id()),
                        claim.contract().ref().agreement(),
                        claim.millis()))
                .toList();
    }
}
