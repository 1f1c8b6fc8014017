package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.composite.Chain;
import io.surety.evaluation.composite.FollowChain;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.party.Caller;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** On an agreement's page: what carries its availabilities, in the last period of each that has ended. */
@Component
class ChainsPageSection implements AgreementPageSection {

    private final FollowChain chains;
    private final TimeSource time;

    ChainsPageSection(FollowChain chains, TimeSource time) {
        this.chains = chains;
        this.time = time;
    }

    record Row(Chain chain, String period) {}

    @Override
    public int order() {
        return 14;
    }

    @Override
    public String template() {
        return "evaluation/chains-section";
    }

    @Override
    public String fragment() {
        return "chains";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        List<Row> rows = version.document().spec().terms().stream()
                .filter(FollowChain::hasChain)
                .flatMap(term -> row(version, term, caller).stream())
                .toList();
        return rows.isEmpty() ? Map.of() : Map.of("rows", rows);
    }

    private Optional<Row> row(Version version, Term term, Caller caller) {
        Instant now = time.now();
        ZoneId zone = version.document().spec().period().zone();
        return new Periods(term.per(), zone)
                .within(version.validity()).stream()
                        .filter(part -> !part.part().to().isAfter(now))
                        .reduce((first, second) -> second)
                        .map((PartPeriod part) -> new Row(
                                chains.follow(version, term, part.part(), caller),
                                new CloseKey(zone, term.per(), part.period()).label()));
    }
}
