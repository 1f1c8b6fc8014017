package io.surety.evaluation.web;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.forecast.ForecastScore;
import io.surety.evaluation.forecast.ScoreForecasts;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Clocks")
class ForecastScoreController {

    private final Sides sides;
    private final ScoreForecasts scores;
    private final TimeSource time;

    ForecastScoreController(Sides sides, ScoreForecasts scores, TimeSource time) {
        this.sides = sides;
        this.scores = scores;
        this.time = time;
    }

    @Operation(
            summary = "How good the forecasts of a term's clocks have been lately",
            description =
                    "The Brier score of the forecasts of the 200 clocks that were decided last, at their start and at"
                            + " 25, 50 and 75 % of their target, made again by what was known then; beside it that of always saying"
                            + " the share that had gone late until then, and how often what was said came true.")
    @GetMapping("/api/agreements/{id}/terms/{term}/forecast-score")
    ForecastScore score(@PathVariable String id, @PathVariable String term, Caller caller) {
        Version version = sides.version(id, caller);
        Term clocked = version.document()
                .spec()
                .term(term)
                .filter(t -> t.measure() instanceof Measure.DurationMeasure)
                .orElseThrow(() -> Refusal.notFound("a term " + term + " with clocks"));
        return scores.of(version.ref(), clocked.id(), time.now());
    }
}
