package io.surety.agreement.reading;

import io.surety.agreement.document.Measure.Limit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What can be said of a query's text without asking Prometheus. */
final class Promql {

    private static final Pattern RANGE = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern QUANTILE = Pattern.compile("quantile");
    private static final Pattern BUCKET = Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)_bucket\\b");
    private static final Pattern BOUND = Pattern.compile("\\ble\\s*(=~|!~|!=|=)\\s*[\"']([^\"']*)[\"']");

    /** How many of the smallest unit of its kind one is; Prometheus names metrics by their base unit. */
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("ns", new BigDecimal("0.000000001")),
            Map.entry("us", new BigDecimal("0.000001")),
            Map.entry("µs", new BigDecimal("0.000001")),
            Map.entry("ms", new BigDecimal("0.001")),
            Map.entry("s", BigDecimal.ONE),
            Map.entry("min", BigDecimal.valueOf(60)),
            Map.entry("h", BigDecimal.valueOf(3600)));

    private static final Map<String, BigDecimal> SUFFIXES = Map.of(
            "_seconds", BigDecimal.ONE,
            "_milliseconds", new BigDecimal("0.001"),
            "_microseconds", new BigDecimal("0.000001"),
            "_nanoseconds", new BigDecimal("0.000000001"));

    private Promql() {}

    /** Whether each event is in the range of exactly one step: there is a range, and each is {@code [$step]}. */
    static boolean countsOneStep(String query) {
        String bare = TEXT.matcher(query).replaceAll("''");
        List<String> ranges =
                RANGE.matcher(bare).results().map(m -> m.group(1).strip()).toList();
        return !QUANTILE.matcher(bare).find() && ranges.stream().allMatch("$step"::equals);
    }

    /** Why counting by the query is not counting within the limit; empty if it is, or if it reads no histogram. */
    static Optional<String> bucketProblem(Limit limit, String query) {
        List<String> metrics =
                BUCKET.matcher(query).results().map(m -> m.group(1)).toList();
        if (metrics.isEmpty()) {
            return Optional.empty();
        }
        List<MatchResult> bounds = BOUND.matcher(query).results().toList();
        BigDecimal atMost = limit.atMost();
        if (atMost == null) {
            return Optional.of(
                    "buckets count what is at most their bound, so they cannot show what is at least a limit");
        }
        if (bounds.isEmpty() || bounds.stream().anyMatch(b -> !b.group(1).equals("="))) {
            return Optional.of("the query names the one bucket that ends at the limit, as le=\"…\"");
        }
        Optional<BigDecimal> factor = factor(metrics.get(0), limit.unit());
        boolean equal = factor.isPresent()
                && bounds.stream().allMatch(b -> number(b.group(2))
                        .map(bound -> bound.compareTo(atMost.multiply(factor.get())) == 0)
                        .orElse(false));
        return equal
                ? Optional.empty()
                : Optional.of("no bucket ends at " + atMost.toPlainString() + " " + limit.unit()
                        + ": the bound must equal the limit");
    }

    /** What the limit is multiplied by to stand in the metric's unit. */
    private static Optional<BigDecimal> factor(String metric, String unit) {
        Optional<BigDecimal> base = SUFFIXES.entrySet().stream()
                .filter(s -> metric.endsWith(s.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        BigDecimal given = UNITS.get(unit);
        if (base.isEmpty()) {
            return Optional.of(BigDecimal.ONE);
        }
        // All units are powers of ten of each other, or multiples of a second, so the division comes out even.
        return given == null
                ? Optional.empty()
                : Optional.of(given.divide(base.get()).stripTrailingZeros());
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
