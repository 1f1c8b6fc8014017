package io.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.party.PersonId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.IntSupplier;

/**
 * The REST API as one caller after another speaks to it: each request with a login of its own, JSON unless another type is
 * named, no cookies. People log in by HTTP Basic with {@link Browser#PASSWORD}.
 */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final IntSupplier port;

    /** @param port asked for at each request, since the server may not listen yet */
    ApiClient(IntSupplier port) {
        this.port = port;
    }

    /** What a person gets; fails unless it is answered with 200. */
    public JsonNode got(PersonId person, String path) {
        return answered(200, "GET", person, path, "");
    }

    /** What a person's request is answered with; fails unless it is answered with 200 or 201. */
    public JsonNode done(String method, PersonId person, String path, String body) {
        HttpResponse<String> answer = send(method, person, path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 201);
        return tree(answer);
    }

    /** What a person's request is answered with; fails unless it is answered with this status. */
    public JsonNode answered(int status, String method, PersonId person, String path, String body) {
        HttpResponse<String> answer = send(method, person, path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(status);
        return tree(answer);
    }

    /** @param type of the body, such as {@code application/yaml} */
    public JsonNode answered(int status, String method, PersonId person, String path, String type, String body) {
        HttpResponse<String> answer = send(method, person, path, type, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(status);
        return tree(answer);
    }

    public HttpResponse<String> get(PersonId person, String path) {
        return send("GET", person, path, "");
    }

    public HttpResponse<String> send(String method, PersonId person, String path, String body) {
        return send(method, person, path, "application/json", body);
    }

    /** @param type of the body, such as {@code application/yaml} */
    public HttpResponse<String> send(String method, PersonId person, String path, String type, String body) {
        return send(method, Browser.basic(person.value(), Browser.PASSWORD), path, bytes(body), "Content-Type", type);
    }

    /**
     * @param authorization the header's value, empty for a caller who does not say who she is
     * @param headers further names and values in turn
     */
    public HttpResponse<String> send(
            String method, String authorization, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port.getAsInt() + path))
                .method(method, body);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A browser in which nobody has logged in. */
    public Browser browser() {
        return new Browser(port.getAsInt());
    }

    /** A browser in which a person has logged in. */
    public Browser browser(PersonId person) {
        Browser browser = browser();
        browser.login(person.value(), Browser.PASSWORD);
        return browser;
    }

    /** The body of an answer; the JSON null where it has none. */
    public static JsonNode tree(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static BodyPublisher bytes(String body) {
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }
}
