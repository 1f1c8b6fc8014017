package io.surety.reporting.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.reporting.MakeReport;
import java.util.Map;
import org.springframework.stereotype.Component;

/** On an agreement's page: the way to its latest reports. */
@Component
class ReportsPageSection implements AgreementPageSection {

    private static final int MOST = 8;

    private final MakeReport reports;

    ReportsPageSection(MakeReport reports) {
        this.reports = reports;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public String template() {
        return "reporting/agreement-section";
    }

    @Override
    public String fragment() {
        return "reports";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        String agreement = version.ref().agreement();
        var periods = reports.periods(agreement, caller);
        return periods.isEmpty()
                ? Map.of()
                : Map.of(
                        "agreement",
                        agreement,
                        "periods",
                        periods.stream().limit(MOST).toList());
    }
}
