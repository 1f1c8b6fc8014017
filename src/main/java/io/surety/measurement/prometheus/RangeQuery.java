package io.surety.measurement.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks for the values of a query at the ends of steps. */
@Component
class RangeQuery {

    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    /**
     * @param from the end of the first step
     * @param to the end of the last step
     */
    record Steps(Instant from, Instant to, Duration length) {

        /** Whether it is the end of one of them. */
        boolean contain(Instant end) {
            return !end.isBefore(from)
                    && !end.isAfter(to)
                    && Duration.between(from, end).toMillis() % length.toMillis() == 0;
        }
    }

    /**
     * @param values by the end of the step, a whole number each; a step without a value is missing
     * @param clock what the clock of the server showed; empty if it does not say
     */
    record Answer(SortedMap<Instant, Long> values, Optional<Instant> clock) {}

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ReadAnswer read = new ReadAnswer();

    /** @throws PullFailed if there is no answer, only a part of one, or one of several lines */
    Answer ask(Connection connection, String query, Steps steps) throws PullFailed, InterruptedException {
        long begin = System.nanoTime();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request(connection, query, steps), BodyHandlers.ofInputStream());
            byte[] body = body(answer.body(), connection.timeout().minusNanos(System.nanoTime() - begin));
            return new Answer(read.values(answer.statusCode(), body, steps), clock(answer));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("in the middle of an answer");
            }
            throw new PullFailed("no answer: " + e.getClass().getSimpleName());
        }
    }

    private static HttpRequest request(Connection connection, String query, Steps steps) {
        var form = Map.of(
                "query", query.replace("$step", steps.length().toSeconds() + "s"),
                "start", String.valueOf(steps.from().getEpochSecond()),
                "end", String.valueOf(steps.to().getEpochSecond()),
                "step", String.valueOf(steps.length().toSeconds()),
                // VictoriaMetrics would move the steps, and answer by what it knew before something was filled in.
                "nocache", "1");
        HttpRequest.Builder request = HttpRequest.newBuilder(connection.rangeQuery())
                .timeout(connection.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        if (connection.token() != null) {
            request.header("Authorization", "Bearer " + connection.token());
        }
        return request.build();
    }

    /** The timeout of a request ends with the head of its answer; a server may still stop in the middle of the body. */
    private static byte[] body(InputStream body, Duration timeLeft) throws IOException, PullFailed {
        CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
                () -> close(body), CompletableFuture.delayedExecutor(timeLeft.toMillis(), TimeUnit.MILLISECONDS));
        try (body) {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw new PullFailed("the answer has more than " + LARGEST_ANSWER + " bytes");
            }
            return bytes;
        } finally {
            tooLate.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Instant> clock(HttpResponse<?> answer) {
        return answer.headers().firstValue("Date").flatMap(date -> {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
