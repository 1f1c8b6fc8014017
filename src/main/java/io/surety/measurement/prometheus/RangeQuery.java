package io.surety.measurement.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks for the values of a query at the ends of steps. */
@Component
class RangeQuery {

    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    private static final int OK = 200;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param from the end of the first step
     * @param to the end of the last step
     * @return by the end of the step, a whole number each; a step without a value is missing
     * @throws PullFailed if there is no answer, or one of several lines
     */
    SortedMap<Instant, Long> ask(Connection connection, String query, Instant from, Instant to, Duration step)
            throws PullFailed, InterruptedException {
        var form = Map.of(
                "query", query.replace("$step", step.toSeconds() + "s"),
                "start", String.valueOf(from.getEpochSecond()),
                "end", String.valueOf(to.getEpochSecond()),
                "step", String.valueOf(step.toSeconds()));
        HttpRequest.Builder request = HttpRequest.newBuilder(connection.rangeQuery())
                .timeout(connection.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        if (connection.token() != null) {
            request.header("Authorization", "Bearer " + connection.token());
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return values(answer.statusCode(), body.readNBytes(LARGEST_ANSWER + 1));
            }
        } catch (IOException e) {
            throw new PullFailed("no answer: " + e.getClass().getSimpleName());
        }
    }

    private SortedMap<Instant, Long> values(int status, byte[] body) throws PullFailed {
        if (body.length > LARGEST_ANSWER) {
            throw new PullFailed("the answer has more than " + LARGEST_ANSWER + " bytes");
        }
        JsonNode answer;
        try {
            answer = json.readTree(body);
        } catch (IOException e) {
            throw new PullFailed("status " + status + " and no JSON");
        }
        if (status != OK || !answer.path("status").asText().equals("success")) {
            throw new PullFailed(
                    "status " + status + ", " + answer.path("errorType").asText("no reason"));
        }
        JsonNode lines = answer.path("data").path("result");
        if (lines.size() > 1) {
            throw new PullFailed("the query answers with " + lines.size() + " lines; it has to sum them to one");
        }
        var values = new TreeMap<Instant, Long>();
        for (JsonNode point : lines.path(0).path("values")) {
            whole(point.path(1).asText())
                    .ifPresent(value ->
                            values.put(Instant.ofEpochSecond(point.path(0).asLong()), value));
        }
        return values;
    }

    /** Not a number is no data. What {@code increase} extrapolates is brought back to a count. */
    private static Optional<Long> whole(String text) {
        if (!text.matches("-?[0-9.]+([eE][-+]?[0-9]{1,3})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        return value.signum() < 0 || value.compareTo(MOST) > 0
                ? Optional.empty()
                : Optional.of(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
