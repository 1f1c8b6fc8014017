package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.evaluation.consequence.TerminationRights;
import io.surety.party.Caller;
import java.util.Map;
import org.springframework.stereotype.Component;

/** On an agreement's page: what its verdicts led to beside credits, and where causes are recorded. */
@Component
class ConsequencesPageSection implements AgreementPageSection {

    private final TerminationRights rights;

    ConsequencesPageSection(TerminationRights rights) {
        this.rights = rights;
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
                "rights", rights.of(agreement));
    }
}
