package io.surety.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.notification.Carrier.NotDelivered.Reach;
import io.surety.party.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Posts a message as JSON to an address that the operator configured; follows no redirect to another. */
class WebhookCarrier implements Carrier {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI url;
    private final MessageTexts texts;

    WebhookCarrier(URI url, MessageTexts texts) {
        this.url = url;
        this.texts = texts;
    }

    @Override
    public String deliver(StoredMessage message, MessageTexts.Text text, Person to) throws NotDelivered {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.id().toString())
                .header("X-Surety-Dedupe-Key", message.dedupeKey().replaceAll("[^\\x21-\\x7e]", "_"))
                .POST(HttpRequest.BodyPublishers.ofString(body(message, text, to)))
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new NotDelivered(Reach.MESSAGE, "the webhook answered " + answer.statusCode());
            }
            return url.toString();
        } catch (IOException e) {
            throw new NotDelivered(Reach.CARRIER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered(Reach.CARRIER, e);
        }
    }

    private String body(StoredMessage message, MessageTexts.Text text, Person to) {
        Map<String, Object> body = new TreeMap<>(Map.of(
                "dedupeKey", message.dedupeKey(),
                "to", to.id().value(),
                "template", message.template(),
                "values", message.values(),
                "subject", text.subject(),
                "text", text.body(),
                "link", texts.address(message.link()),
                "createdAt", message.createdAt().toString()));
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
