package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.party.Caller;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** On the page of a version that is on its way: the way to what it would have come to, which takes a while to work out. */
@Component
class PreviewPageSection implements AgreementPageSection {

    private static final Set<VersionState> ON_ITS_WAY = EnumSet.of(
            VersionState.DRAFT,
            VersionState.NEGOTIATING,
            VersionState.AGREED,
            VersionState.IN_APPROVAL,
            VersionState.APPROVED);

    @Override
    public int order() {
        return 25;
    }

    @Override
    public String template() {
        return "evaluation/preview-section";
    }

    @Override
    public String fragment() {
        return "preview";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        return ON_ITS_WAY.contains(version.state())
                ? Map.of(
                        "agreement", version.ref().agreement(),
                        "number", version.ref().number())
                : Map.of();
    }
}
