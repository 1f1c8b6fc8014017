package io.surety.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The public REST interface, as the people and machines of the demo world use it: over HTTP, with their own logins. */
final class DemoApi {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json;
    private final String base;

    DemoApi(ObjectMapper json, int port) {
        this.json = json;
        this.base = "http://127.0.0.1:" + port;
    }

    /** As a person, with her name and password. */
    JsonNode as(String person, String method, String path, String mediaType, String body) {
        String login = person + ":" + DemoPeople.PASSWORD;
        return send(
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
                method,
                path,
                mediaType,
                body);
    }

    JsonNode get(String person, String path) {
        return as(person, "GET", path, "application/json", "");
    }

    JsonNode post(String person, String path, Object body) {
        return as(person, "POST", path, "application/json", text(body));
    }

    /** As a source, with its token. */
    JsonNode deliver(String token, String ndjson) {
        return send("Bearer " + token, "POST", "/api/measurements", "application/x-ndjson", ndjson);
    }

    String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("demo data is writable", e);
        }
    }

    private JsonNode send(String authorization, String method, String path, String mediaType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .header("Content-Type", mediaType)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new Refused(method + " " + path, answer.statusCode(), answer.body());
            }
            return answer.body().isBlank() ? MissingNode.getInstance() : json.readTree(answer.body());
        } catch (IOException e) {
            throw new Refused(method + " " + path, 0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(method + " " + path, 0, "interrupted");
        }
    }

    /** A request was not taken. */
    static final class Refused extends RuntimeException {

        private final int status;

        Refused(String request, int status, String answer) {
            super(request + " was answered with " + status + ": " + answer);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
