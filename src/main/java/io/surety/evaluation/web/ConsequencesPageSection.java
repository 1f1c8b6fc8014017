package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.evaluation.consequence.DataRequest;
import io.surety.evaluation.consequence.DataRequests;
import io.surety.evaluation.consequence.TerminationRights;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.party.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** On an agreement's page: what its verdicts led to beside credits, and where causes are recorded. */
@Component
class ConsequencesPageSection implements AgreementPageSection {

    private final TerminationRights rights;
    private final ThirdPartyClaims claims;
    private final DataRequests requests;

    ConsequencesPageSection(TerminationRights rights, ThirdPartyClaims claims, DataRequests requests) {
        this.rights = rights;
        this.claims = claims;
        this.requests = requests;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public String template() {
        return "evaluation/consequences-section";
    }

    @Override
    public String fragment() {
        return "consequences";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        String agreement = version.ref().agreement();
        return Map.of(
                "agreement", agreement,
                "zone", version.document().spec().period().zone(),
                "rights", rights.of(agreement),
                "claims", claims(agreement, caller),
                "missing", missing(agreement));
    }

    /** What a side claims from its suppliers is not the other side's to read. */
    private List<ThirdPartyClaim> claims(String agreement, Caller caller) {
        return claims.of(agreement).stream()
                .filter(claim ->
                        caller.administrator() || caller.organisations().contains(claim.claimant()))
                .toList();
    }

    private List<DataRequest> missing(String agreement) {
        return requests.of(agreement).stream()
                .filter(request -> request.state() != DataRequest.State.ARRIVED)
                .toList();
    }
}
