package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.budget.Episode;
import io.surety.evaluation.budget.Episodes;
import io.surety.evaluation.budget.ErrorBudget;
import io.surety.evaluation.budget.ErrorBudget.BurnRate;
import io.surety.evaluation.budget.ErrorBudget.Projection;
import io.surety.evaluation.budget.ReadBudgets;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** On an agreement's page: how much may still go wrong, how fast that is used up, and how long it lasts. */
@Component
class BudgetsPageSection implements AgreementPageSection {

    private static final int MOST = 30;
    private static final int DIGITS = 2;
    private static final List<String> SHOWN = List.of("PT1H", "PT6H", "P1D");

    private final ReadBudgets budgets;
    private final Episodes episodes;
    private final TimeSource time;

    BudgetsPageSection(ReadBudgets budgets, Episodes episodes, TimeSource time) {
        this.budgets = budgets;
        this.episodes = episodes;
        this.time = time;
    }

    /**
     * @param left percent of the whole budget, rounded down; empty where there is none
     * @param projected percent of the whole budget that is used up at the end if it goes on so, rounded down
     * @param burns over an hour, six hours and a day; empty where nothing was judged
     * @param exhaustedAt by the burn rate of the last six hours, if that lies before the end
     * @param burning whether a tier says so at the moment
     */
    record Row(
            ErrorBudget budget,
            Optional<BigDecimal> left,
            Optional<BigDecimal> projected,
            List<Optional<BigDecimal>> burns,
            Optional<Instant> exhaustedAt,
            boolean burning) {}

    @Override
    public int order() {
        return 12;
    }

    @Override
    public String template() {
        return "evaluation/budget-section";
    }

    @Override
    public String fragment() {
        return "budgets";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        Instant now = time.now();
        if (!version.inForceAt(now)) {
            return Map.of();
        }
        List<Row> rows = version.document().spec().terms().stream()
                .flatMap(term -> rows(version, term, now))
                .limit(MOST)
                .toList();
        return rows.isEmpty()
                ? Map.of()
                : Map.of(
                        "agreement", version.ref().agreement(),
                        "zone", version.document().spec().period().zone(),
                        "rows", rows);
    }

    private Stream<Row> rows(Version version, Term term, Instant now) {
        String agreement = version.ref().agreement();
        List<Optional<String>> burning = episodes.since(agreement, term.id(), now).stream()
                .filter(episode -> episode.endedAt().isEmpty())
                .map(Episode::target)
                .toList();
        return budgets.at(agreement, term.id(), now, now).stream()
                .map(budget -> row(budget, burning.contains(budget.target())));
    }

    private static Row row(ErrorBudget budget, boolean burning) {
        return new Row(
                budget,
                budget.remainingShare().map(BudgetsPageSection::percent),
                budget.projected()
                        .filter(projected -> !projected.allowed().equals(Ratio.ZERO))
                        .map(projected -> percent(used(projected))),
                SHOWN.stream().map(window -> burn(budget, window)).toList(),
                exhausted(budget),
                burning);
    }

    private static Ratio used(Projection projected) {
        return projected.bad().dividedBy(projected.allowed());
    }

    private static Optional<BigDecimal> burn(ErrorBudget budget, String window) {
        return budget.burns().stream()
                .filter(rate -> rate.window().text().equals(window))
                .findFirst()
                .flatMap(rate -> rate.spending().burn())
                .map(burn -> burn.toDecimal(DIGITS, RoundingMode.FLOOR));
    }

    private static Optional<Instant> exhausted(ErrorBudget budget) {
        Optional<BurnRate> present = budget.present();
        Optional<Duration> left = present.flatMap(budget::exhaustedIn);
        Interval span = budget.span();
        return left.map(budget.until()::plus)
                .filter(at -> budget.kind() == ErrorBudget.Kind.ROLLING || at.isBefore(span.to()));
    }

    private static BigDecimal percent(Ratio share) {
        return share.times(Ratio.of(100, 1)).toDecimal(DIGITS, RoundingMode.FLOOR);
    }
}
