package io.surety.measurement.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.measurement.prometheus.RangeQuery.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the answer to a range query. What a store of Thanos or a node of VictoriaMetrics left out cannot be told from what
 * never was, so an answer that says that it is partial, or that warns, is none.
 */
final class ReadAnswer {

    private static final int OK = 200;
    private static final String BAD_QUERY = "bad_data";
    private static final int MOST_SAID = 300;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?";
    private static final String NO_NUMBER = "NaN|[-+]?Inf";

    private final ObjectMapper json = new ObjectMapper();

    /**
     * @return a whole number for each step that has a value, by its end
     * @throws PullFailed if it is no whole answer to what was asked
     */
    SortedMap<Instant, Long> values(int status, byte[] body, Steps steps) throws PullFailed {
        JsonNode answer;
        try {
            answer = json.readTree(body);
        } catch (IOException e) {
            throw new PullFailed("status " + status + " and no JSON");
        }
        JsonNode lines = lines(status, answer);
        var values = new TreeMap<Instant, Long>();
        for (JsonNode point : lines.path(0).path("values")) {
            Instant end = end(point.path(0), steps);
            whole(point.path(1).asText()).ifPresent(value -> values.put(end, value));
        }
        return values;
    }

    private static JsonNode lines(int status, JsonNode answer) throws PullFailed {
        if (status != OK || !answer.path("status").asText().equals("success")) {
            throw new PullFailed("status " + status + ", " + reason(answer));
        }
        if (!answer.path("warnings").isEmpty() || answer.path("isPartial").asBoolean()) {
            throw new PullFailed("the answer is partial or warns");
        }
        JsonNode lines = answer.path("data").path("result");
        if (!lines.isArray() || lines.path(0).has("histograms")) {
            throw new PullFailed("the answer has no line of numbers");
        }
        if (lines.size() > 1) {
            throw new PullFailed("the query answers with " + lines.size() + " lines; it has to sum them to one");
        }
        return lines;
    }

    /** What it says of a query that it cannot read is about the query alone; of what else failed it may name addresses. */
    private static String reason(JsonNode answer) {
        String type = answer.path("errorType").asText("no reason");
        String said = type.equals(BAD_QUERY) ? answer.path("error").asText() : "";
        return said.isEmpty() ? type : type + ", " + said.substring(0, Math.min(MOST_SAID, said.length()));
    }

    private static Instant end(JsonNode seconds, Steps steps) throws PullFailed {
        if (seconds.isNumber()) {
            BigDecimal millis = seconds.decimalValue().movePointRight(3);
            if (millis.signum() >= 0 && millis.compareTo(MOST.movePointRight(3)) < 0) {
                Instant end = Instant.ofEpochMilli(millis.longValue());
                if (steps.contain(end)) {
                    return end;
                }
            }
        }
        throw new PullFailed("the answer speaks of an instant that was not asked for: " + seconds);
    }

    /** Not a number is no data. What {@code increase} extrapolates is brought back to a count. */
    private static Optional<Long> whole(String text) throws PullFailed {
        if (text.matches(NO_NUMBER)) {
            return Optional.empty();
        }
        if (!text.matches(NUMBER)) {
            throw new PullFailed("the answer has a value that is no number");
        }
        BigDecimal value = new BigDecimal(text);
        return value.signum() < 0 || value.compareTo(MOST) > 0
                ? Optional.empty()
                : Optional.of(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
