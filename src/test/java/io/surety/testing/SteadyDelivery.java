package io.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Clients that deliver one reading after the other until nobody answers any more, and note what was acknowledged. */
public final class SteadyDelivery {

    private final int port;
    private final String source;
    private final String token;
    private final Instant at;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Void>> clients;

    private SteadyDelivery(int port, String source, Instant at, int clients) {
        this.port = port;
        this.source = source;
        this.token = token(port, source);
        this.at = at;
        this.clients = IntStream.range(0, clients)
                .mapToObj(client -> CompletableFuture.runAsync(() -> deliver(client)))
                .toList();
    }

    /**
     * Starts as soon as the administrator has issued a token.
     *
     * @param source that is registered already
     * @param at of all readings
     */
    public static SteadyDelivery start(int port, String source, Instant at, int clients) {
        return new SteadyDelivery(port, source, at, clients);
    }

    public void awaitAcknowledged(int count) {
        Awaitility.await("acknowledged readings").until(() -> acknowledged.size() >= count);
    }

    /** After the application has gone; fails if it answered anything but that it has taken a reading. */
    public Set<String> acknowledged() {
        clients.forEach(CompletableFuture::join);
        return acknowledged;
    }

    private static String token(int port, String source) {
        String answer = new Browser(port)
                .post(
                        "/api/source-tokens",
                        "{\"source\": \"" + source + "\"}",
                        "Authorization",
                        Browser.basic("admin", "surety"),
                        "Content-Type",
                        "application/json")
                .body();
        return answer.replaceAll("(?s).*\"secret\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private void deliver(int client) {
        Browser browser = new Browser(port);
        for (int n = 0; ; n++) {
            String id = client + "-" + n;
            String reading = "{\"kind\": \"counter\", \"source\": \"" + source + "\", \"id\": \"" + id
                    + "\", \"service\": \"service-desk\", \"at\": \"" + at + "\", \"good\": 1, \"total\": 1}";
            HttpResponse<String> answer;
            try {
                answer = browser.post(
                        "/api/measurements",
                        reading,
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json");
            } catch (AssertionError gone) {
                assertThat(gone).hasCauseInstanceOf(IOException.class);
                return;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"taken\":1");
            acknowledged.add(id);
        }
    }
}
