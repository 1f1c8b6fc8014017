package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.forecast.BreachForecast;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How likely a clock goes late, on the wire.
 *
 * @param probability from 0 to 1; null with the reason why nothing is said
 * @param similar how many finished clocks it rests on
 * @param basis {@code waited}, {@code priority}, {@code target} or {@code term}: what they have in common with this one;
 *     {@code remaining-work} if it is certain
 * @param reason {@code too-few-similar}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ForecastView(@Nullable BigDecimal probability, int similar, @Nullable String basis, @Nullable String reason) {

    static ForecastView of(BreachForecast forecast) {
        return new ForecastView(
                forecast.probability().orElse(null),
                forecast.similar(),
                forecast.basis()
                        .map(b -> b.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .orElse(null),
                forecast.probability().isPresent() ? null : "too-few-similar");
    }
}
