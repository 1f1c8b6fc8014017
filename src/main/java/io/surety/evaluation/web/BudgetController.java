package io.surety.evaluation.web;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.budget.Episodes;
import io.surety.evaluation.budget.ErrorBudget;
import io.surety.evaluation.budget.ReadBudgets;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Verdicts", description = "What the terms came to, why, and what follows from it")
class BudgetController {

    private static final Duration LATELY = Duration.ofDays(31);

    private final Sides sides;
    private final ReadBudgets budgets;
    private final Episodes episodes;
    private final TimeSource time;

    BudgetController(Sides sides, ReadBudgets budgets, Episodes episodes, TimeSource time) {
        this.sides = sides;
        this.budgets = budgets;
        this.episodes = episodes;
        this.time = time;
    }

    /**
     * @param budgets one for each target, version and window
     * @param episodes in which a burn tier's factor was exceeded, of the last 31 days, in the order in which they began
     */
    record TermBudgets(
            String agreement, String term, List<BudgetView> budgets, List<BudgetView.EpisodeView> episodes) {}

    @Operation(
            summary = "The error budget of a term, how fast it burns, and how long it lasts",
            description =
                    "period as for verdicts: that period's budget, to date while it runs. at: the budgets as they stood at"
                            + " an instant, of the period it lies in and of the term's rolling objective, by what is known"
                            + " now; without either, now. Allowed is total × (1 − target); a running period's total is known"
                            + " only at its end, so what it will come to is shown apart, as projected. Burn is error ratio ÷"
                            + " (1 − target) over the windows that end where counting ends; a forecast is remaining share ×"
                            + " period ÷ burn. A volume has its budget against what was committed, and no burns: its"
                            + " deliveries come in lots. 422 no-budget where a term has no share, such as under a tolerance.")
    @GetMapping("/api/agreements/{id}/terms/{term}/budget")
    TermBudgets budget(
            @PathVariable String id,
            @PathVariable String term,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Instant at,
            Caller caller) {
        Version version = sides.version(id, caller);
        if (period != null && at != null) {
            throw new Refusal(Refusal.Kind.MALFORMED, "period-or-at", "name a period or an instant, not both");
        }
        Instant now = time.now();
        List<ErrorBudget> found = period == null
                ? budgets.at(id, term, instant(at, now), now)
                : budgets.of(id, term, zone -> PeriodLabel.parse(zone, period), now);
        if (found.isEmpty()) {
            refuse(version, term);
        }
        return new TermBudgets(
                id,
                term,
                found.stream().map(BudgetView::of).toList(),
                episodes.since(id, term, now.minus(LATELY)).stream()
                        .map(BudgetView.EpisodeView::of)
                        .toList());
    }

    private static Instant instant(@Nullable Instant at, Instant now) {
        if (at != null && at.isAfter(now)) {
            throw Horizon.invalid("at", "nothing is known yet of what comes after " + now);
        }
        return at == null ? now : at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void refuse(Version version, String id) {
        Term term = version.document().spec().term(id).orElse(null);
        if (term != null && !hasShare(term)) {
            throw Refusal.invalid(
                    "no-budget",
                    "a tolerance is a number of breaches and no share, so nothing follows of how much may be bad",
                    List.of());
        }
        throw Refusal.notFound("a budget of term " + id + " then");
    }

    private static boolean hasShare(Term term) {
        return term.objective() != null || term.target() != null || term.conformance() != null;
    }
}
