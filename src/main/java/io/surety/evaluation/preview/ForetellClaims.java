package io.surety.evaluation.preview;

import io.surety.agreement.document.Spec;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.consequence.DueClaims;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What was opened against third parties, and what would have been ({@code domain.md} 6.4); it is the claimant's to read. */
@Component
class ForetellClaims {

    private final ThirdPartyClaims claims;
    private final DueClaims due;
    private final Clocks clocks;

    ForetellClaims(ThirdPartyClaims claims, DueClaims due, Clocks clocks) {
        this.claims = claims;
        this.due = due;
        this.clocks = clocks;
    }

    /**
     * Those of an agreement, by the verdict on which they rest; also those that somebody waived or let lapse: what people do
     * is not foretold either.
     */
    Map<UUID, List<PreviewClaim>> opened(String agreement, Caller caller) {
        return claims.of(agreement).stream()
                .filter(claim ->
                        claim.state() != ThirdPartyClaim.State.WITHDRAWN && caller.sees(Set.of(claim.claimant())))
                .collect(Collectors.groupingBy(
                        ThirdPartyClaim::verdict,
                        Collectors.mapping(
                                claim -> new PreviewClaim(
                                        claim.claimant(), claim.thirdParty(), claim.contract(), claim.millis()),
                                Collectors.toList())));
    }

    /** What would be opened for a verdict under a version that is in force, by the clocks that are kept. */
    List<PreviewClaim> foretold(Verdict verdict, Spec spec, Caller caller) {
        return foretold(verdict, spec, clocks::ledger, caller);
    }

    /** @param spec by which it was judged */
    List<PreviewClaim> foretold(Verdict verdict, Spec spec, PreviewedItems items, Caller caller) {
        return foretold(verdict, spec, items::lateLedger, caller);
    }

    private List<PreviewClaim> foretold(
            Verdict verdict, Spec spec, Function<ClockId, Optional<TimeLedger>> ledgers, Caller caller) {
        return due.of(verdict, spec, ledgers).stream()
                .filter(claim -> caller.sees(Set.of(claim.claimant())))
                .map(claim -> new PreviewClaim(
                        claim.claimant(),
                        new OrganisationId(claim.party().id()),
                        claim.contract().ref().agreement(),
                        claim.millis()))
                .toList();
    }
}
