package io.surety.evaluation.forecast;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/breach-forecasts.md} from the scores that {@link ForecastOfIncidentsTest} has worked out. */
final class ForecastPage {

    private final int first;
    private final int rest;
    private final Map<String, ForecastScore> heldOut;
    private final Map<String, ForecastScore> asKnown;

    ForecastPage(int first, int rest, Map<String, ForecastScore> heldOut, Map<String, ForecastScore> asKnown) {
        this.first = first;
        this.rest = rest;
        this.heldOut = heldOut;
        this.asKnown = asKnown;
    }

    String text() {
        return """
                # How good the forecasts of breaches are

                An open clock goes late with the probability with which similar clocks went late that were open for as long
                ([ADR 19](adr/0019-forecasts-of-breaches.md)). `ForecastOfIncidentsTest` asks for it on the 522 incidents of
                [real-incidents.md](real-incidents.md), judged by the same terms, and writes this page with
                `-Dsurety.docs.write=true`; it fails when the page says something else, or when a score is worse than the base
                rate's.

                The incidents were created within three days. The %d that were created first are learnt from, the %d others are
                asked about: when a clock comes to its target, when 25, 50 and 75 %% of it are used up, and at 60 instants drawn
                from the ten days that follow. The **Brier score** is the mean of (probability − outcome)², where the outcome of
                a late clock is 1; less is better. The **base rate** says each time the share that went late of all that are
                known to have finished. What reclassification cancelled is not scored.
                """
                        .formatted(first, rest)
                + "\n## Learnt from how the first 70 % ended\n\n"
                + "All of the first 70 % have ended before the first forecast, as if they were of an earlier time.\n\n"
                + tables(heldOut)
                + "\n## As it was known at each instant\n\n"
                + "What the application would have said: each forecast rests on nothing but what had happened by the full hour"
                + "\nbefore it, of all incidents. In the first days little that goes late has gone late yet; the base rate of"
                + "\nwhat has finished is then misled by what is quick, and ours is not, because it counts what is still open.\n\n"
                + tables(asKnown);
    }

    private static String tables(Map<String, ForecastScore> scores) {
        return "| term | asked | forecasts | not made | Brier score | base rate |\n|---|---|---:|---:|---:|---:|\n"
                + scores.entrySet().stream()
                        .map(e -> rows(e.getKey(), e.getValue()))
                        .collect(Collectors.joining())
                + "\n| term | said | forecasts | mean of what was said | went late |\n|---|---|---:|---:|---:|\n"
                + scores.entrySet().stream()
                        .map(e -> reliability(e.getKey(), e.getValue()))
                        .collect(Collectors.joining());
    }

    private static String rows(String term, ForecastScore score) {
        String all = "| `%s` | **all** | %d | %d | **%s** | %s |\n"
                .formatted(term, score.forecasts(), score.withheld(), score.brier(), score.baseRate());
        return all
                + score.marks().stream()
                        .map(m -> "| `%s` | %s | %d | | %s | %s |\n"
                                .formatted(term, m.mark(), m.forecasts(), m.brier(), m.baseRate()))
                        .collect(Collectors.joining());
    }

    private static String reliability(String term, ForecastScore score) {
        return score.reliability().stream()
                .map(t -> "| `%s` | %s – %s | %d | %s | %s |\n"
                        .formatted(
                                term,
                                t.from(),
                                t.from().add(new BigDecimal("0.1")),
                                t.forecasts(),
                                t.forecast(),
                                t.late()))
                .collect(Collectors.joining());
    }
}
