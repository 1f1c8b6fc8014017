package io.surety.measurement;

import static io.surety.testing.ApiClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may deliver, record, confirm and see what, over HTTP. */
@WholeApplicationTest
class MeasurementRestTest extends SourceScene {

    @Autowired
    private Measurements measurements;

    @Test
    void takesMeasurementsOfTheOwnersServiceLevelManagerAlsoPacked() throws Exception {
        HttpResponse<String> answer = api.send("POST", nora, "/api/measurements", "[" + event("A") + "]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("taken").asInt()).isEqualTo(1);

        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((event("A") + "\n" + event("B") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> lines = api.send(
                "POST",
                Browser.basic(nora.value(), Browser.PASSWORD),
                "/api/measurements",
                BodyPublishers.ofByteArray(packed.toByteArray()),
                "Content-Type",
                "application/x-ndjson",
                "Content-Encoding",
                "gzip");
        assertThat(tree(lines).get("repeated").asInt()).as(lines.body()).isEqualTo(1);
        assertThat(tree(lines).get("taken").asInt()).isEqualTo(1);
    }

    @Test
    void takesReadingsOfAMachineFromAPackedTableUntilItsTokenIsRevoked() throws Exception {
        HttpResponse<String> issued = api.send("POST", nora, "/api/source-tokens", "{\"source\":\"" + source + "\"}");
        String bearer = "Bearer " + tree(issued).get("secret").asText();
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(("kind,source,id,service,at,good,total\ncounter," + source
                            + ",1,portal,2026-03-02T08:00:00Z,9,10\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        HttpResponse<String> answer = postPackedTable(bearer, packed.toByteArray());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("taken").asInt()).isEqualTo(1);
        assertThat(tree(answer).get("late").asInt()).isZero();

        String token = tree(issued).get("token").get("id").asText();
        assertThat(api.send("DELETE", nora, "/api/source-tokens/" + token, "").statusCode())
                .isLessThan(300);
        assertThat(postPackedTable(bearer, packed.toByteArray()).statusCode())
                .as("at once, although it was remembered")
                .isEqualTo(401);
    }

    @Test
    void saysThatAPackedBodyEndsTooEarly() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((event("C") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (String type : List.of("application/x-ndjson", "application/json", "text/csv")) {
            HttpResponse<String> answer = api.send(
                    "POST",
                    Browser.basic(nora.value(), Browser.PASSWORD),
                    "/api/measurements",
                    BodyPublishers.ofByteArray(packed.toByteArray(), 0, packed.size() - 12),
                    "Content-Type",
                    type,
                    "Content-Encoding",
                    "gzip");
            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
            assertThat(tree(answer).get("diagnostics").get(0).get("code").asText())
                    .as(type)
                    .isEqualTo("input-broken");
        }
    }

    private HttpResponse<String> postPackedTable(String authorization, byte[] body) {
        return api.send(
                "POST",
                authorization,
                "/api/measurements",
                BodyPublishers.ofByteArray(body),
                "Content-Type",
                "text/csv",
                "Content-Encoding",
                "gzip");
    }

    @Test
    void answersAMachineTheSameOnTheShortWayAndOnTheLongOne() {
        HttpResponse<String> issued = api.send("POST", nora, "/api/source-tokens", "{\"source\":\"" + source + "\"}");
        String bearer = "Bearer " + tree(issued).get("secret").asText();
        String foreign = event("A").replace(source, "tickets-of-others");
        for (String body : List.of(event("A"), event("A"), "[" + event("B") + "," + foreign + "]", foreign, "{")) {
            HttpResponse<String> shortWay = post("/api/measurements", bearer, body);
            HttpResponse<String> longWay =
                    post("/api/measurements?tellPeople=false", bearer, body.replace("\"id\":\"", "\"id\":\"long-"));
            assertThat(shortWay.statusCode()).as(shortWay.body()).isEqualTo(longWay.statusCode());
            assertThat(tree(shortWay)).isEqualTo(tree(longWay));
            assertThat(mediaType(shortWay)).isEqualTo(mediaType(longWay));
            assertThat(shortWay.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(shortWay.headers().firstValue("Cache-Control").orElse(""))
                    .contains("no-store");
        }
        assertThat(post("/api/measurements", bearer + "x", event("A")).statusCode())
                .isEqualTo(401);
        assertThat(post("/api/measurements", "", event("A")).statusCode()).isEqualTo(401);
        assertThat(post("/api/measurements/", bearer, event("A")).statusCode()).isEqualTo(404);
        assertThat(post("/api/measurements?telPeople=true", bearer, event("A")).body())
                .contains("unknown-parameter", "did you mean tellPeople?");
        String token = tree(issued).get("token").get("id").asText();
        api.send("DELETE", nora, "/api/source-tokens/" + token, "");
        assertThat(post("/api/measurements", bearer, event("A")).statusCode())
                .as("at once, although it was remembered")
                .isEqualTo(401);
    }

    private static String mediaType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private HttpResponse<String> post(String path, String authorization, String body) {
        return api.send("POST", authorization, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    @Test
    void refusesWhoeverMayNotDeliver() {
        HttpResponse<String> reader = api.send("POST", carla, "/api/measurements", event("A"));
        assertThat(reader.statusCode()).isEqualTo(403);
        assertThat(tree(reader).get("type").asText()).isEqualTo("urn:surety:problem:role-needed");

        HttpResponse<String> foreign = api.send("POST", sam, "/api/measurements", event("A"));
        assertThat(foreign.statusCode()).isEqualTo(422);
        assertThat(foreign.body()).contains("unknown-source");
        assertThat(measurements.items(source, "", 10)).isEmpty();

        assertThat(api.send("PUT", sam, "/api/sources/" + source, "{\"owner\":\"" + stranger + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(api.get(sam, "/api/sources/" + source).statusCode()).isEqualTo(404);
    }

    @Test
    void takesMeasurementsOfAMachineWithATokenOfTheSourceOnly() {
        HttpResponse<String> issued = api.send(
                "POST",
                nora,
                "/api/source-tokens",
                "{\"source\":\"" + source + "\",\"scopes\":[\"measurements:write\"]}");
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
        String bearer = "Bearer " + tree(issued).get("secret").asText();

        HttpResponse<String> own = post(
                "/api/measurements",
                bearer,
                "{\"kind\":\"outage\",\"source\":\"" + source
                        + "\",\"id\":\"M\",\"service\":\"portal\",\"from\":\"2026-03-02T08:00:00Z\"}");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        HttpResponse<String> other =
                post("/api/measurements", bearer, event("N").replace(source, "other-" + id));
        assertThat(other.statusCode()).isEqualTo(422);
        HttpResponse<String> list = api.send("GET", bearer, "/api/outages", BodyPublishers.noBody());
        assertThat(list.body()).as("a token writes, and reads nothing").doesNotContain(source);
        assertThat(api.get(nora, "/api/outages").body()).contains(source);
    }

    @Test
    void importsAFileWithAMappingOfItsOwnAndOneThatIsKept() {
        String mapping =
                """
                {"source": "%s", "item": "key", "created": "born", "times": {"pattern": "iso", "zone": "UTC"},
                 "event": {"at": "at"}, "state": {"column": "state"}}
                """
                        .formatted(source);
        String table =
                "key,born,at,state\nA,2026-03-01T08:00:00Z,2026-03-01T09:00:00Z,New\nB,yesterday,2026-03-01T09:00:00Z,New\n";
        String boundary = "xyz";
        String body = "--xyz\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n" + mapping
                + "\r\n--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + table + "\r\n--xyz--\r\n";

        HttpResponse<String> answer =
                api.send("POST", nora, "/api/work-items/imports", "multipart/form-data; boundary=" + boundary, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode counts = tree(answer).get("answer");
        assertThat(counts.get("taken").asInt()).isEqualTo(1);
        assertThat(counts.at("/refusals/0/line").asInt()).isEqualTo(3);
        assertThat(counts.at("/refusals/0/column").asText()).isEqualTo("born");

        assertThat(api.send("PUT", nora, "/api/work-items/mappings/mine", mapping)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> again = api.send("POST", nora, "/api/work-items/imports?mapping=mine", "text/csv", table);
        assertThat(tree(again).at("/answer/repeated").asInt()).as(again.body()).isEqualTo(1);
        assertThat(api.send("POST", sam, "/api/work-items/imports?mapping=mine", "text/csv", table)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.send("PUT", nora, "/api/work-items/mappings/servicenow-audit", mapping)
                        .statusCode())
                .isEqualTo(409);
        assertThat(api.got(nora, "/api/work-items/imports").size()).isEqualTo(2);
        assertThat(api.got(carla, "/api/work-items/imports")).isEmpty();
    }

    /** A source that is misspelt would be that of the mapping. */
    @Test
    void refusesAnImportWithPartsOrParametersThatNobodyReads() {
        for (String part : List.of("sorce", "file", "source", "tellPeople")) {
            String body = Stream.of("file", part, "source", "tellPeople", "attribute", "attribute")
                    .map(name -> "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\ntrue\r\n")
                    .collect(Collectors.joining("", "", "--xyz--\r\n"));
            HttpResponse<String> answer =
                    api.send("POST", nora, "/api/work-items/imports", "multipart/form-data; boundary=xyz", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(tree(answer).get("diagnostics").size()).isEqualTo(1);
            assertThat(tree(answer).at("/diagnostics/0/path").asText()).isEqualTo(part);
            assertThat(tree(answer).at("/diagnostics/0/code").asText())
                    .isEqualTo(part.equals("sorce") ? "unknown-part" : "duplicate-part");
        }
        String both = "--xyz\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\none\r\n--xyz--\r\n";
        assertThat(api.send(
                                "POST",
                                nora,
                                "/api/work-items/imports?source=two",
                                "multipart/form-data; boundary=xyz",
                                both)
                        .body())
                .contains("\"path\":\"source\",\"code\":\"duplicate-parameter\"");
        String table = "/api/work-items/imports?mapping=servicenow-audit&sorce=" + source;
        assertThat(api.send("POST", nora, table, "text/csv", "a\n").body())
                .contains("did you mean source? parameters here are: attribute, mapping, source, tellPeople");
    }

    @Test
    void refusesATableThatDoesNotFit() {
        HttpResponse<String> answer = api.send(
                "POST",
                nora,
                "/api/work-items/imports?mapping=servicenow-audit&source=" + source,
                "text/csv",
                "number,state\nA,New\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(tree(answer).get("type").asText()).isEqualTo("urn:surety:problem:table-unreadable");
        assertThat(answer.body()).contains("missing-column", "opened_at");
    }

    @Test
    void letsBothSidesConfirmAnOutageThatTheCustomerRecorded() {
        String outage = "{\"source\":\"" + source + "\",\"id\":\"o1\",\"service\":\"portal\","
                + "\"from\":\"2026-03-02T07:00:00Z\",\"cause\":\"force-majeure\",\"evidence\":\"<script>\"}";
        HttpResponse<String> recorded = api.send("POST", carla, "/api/outages", outage);
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        assertThat(tree(recorded).get("confirmedBy").get(0).asText()).isEqualTo(customer);

        String path = "/api/outages/" + source + "/o1";
        HttpResponse<String> ended = api.send("POST", nora, path + "/end", "{\"at\":\"2026-03-02T08:00:00Z\"}");
        assertThat(tree(ended).get("revision").asInt()).as(ended.body()).isEqualTo(1);
        assertThat(api.send("POST", nora, path + "/end", "{}").statusCode()).isEqualTo(409);
        assertThat(api.send("POST", carla, path + "/confirmation", "{\"revision\":0}")
                        .statusCode())
                .as("what was looked at has changed")
                .isEqualTo(409);
        assertThat(api.send("POST", carla, path + "/confirmation", "{\"revision\":1}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(measurements.outages(
                        source,
                        "portal",
                        new Interval(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"))))
                .singleElement()
                .satisfies(o -> assertThat(o.confirmedBy())
                        .containsExactlyInAnyOrder(new OrganisationId(customer), new OrganisationId(provider)));

        assertThat(api.send("POST", sam, path + "/confirmation", "{\"revision\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.get(sam, "/api/outages").body()).doesNotContain(source);
        assertThat(api.get(carla, "/api/outages").body()).contains(source);
    }

    @Test
    void refusesBadBodiesAtOnce() {
        for (String body : List.of(
                "{\"source\":\"" + source + "\",\"service\":\"portal\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-02-30T00:00:00Z\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-03-01T00:00:00Z\","
                        + "\"to\":\"2026-03-01T00:00:00Z\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-03-01T00:00:00Z\",\"x\":1}",
                "{")) {
            HttpResponse<String> answer = api.send("POST", nora, "/api/outages", body);
            assertThat(answer.statusCode()).as(body + " " + answer.body()).isBetween(400, 422);
            assertThat(tree(answer).get("type").asText()).startsWith("urn:surety:problem:");
        }
    }
}
