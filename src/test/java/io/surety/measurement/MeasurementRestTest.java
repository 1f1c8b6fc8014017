package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may deliver, record, confirm and see what, over HTTP. */
@WholeApplicationTest
class MeasurementRestTest {

    private static final String PASSWORD = "a-long-Passw0rd!";
    private static final String JSON = "application/json";

    private final RegisterParties parties;
    private final Measurements measurements;
    private final MovedTimeSource time;
    private final ObjectMapper json;
    private final int port;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String source = "tickets-" + id;
    private final String provider = "it-" + id;
    private final String customer = "acme-" + id;
    private final String stranger = "rival-" + id;
    private final String nora = "nora." + id;
    private final String carla = "carla." + id;
    private final String sam = "sam." + id;

    @Autowired
    MeasurementRestTest(
            RegisterParties parties,
            Measurements measurements,
            MovedTimeSource time,
            ObjectMapper json,
            @LocalServerPort int port) {
        this.parties = parties;
        this.measurements = measurements;
        this.time = time;
        this.json = json;
        this.port = port;
    }

    @BeforeEach
    void registersASource() throws Exception {
        time.moveTo(MovedTimeSource.START);
        person(nora, provider, Role.SERVICE_LEVEL_MANAGER);
        person(carla, customer, Role.CUSTOMER_REPRESENTATIVE);
        person(sam, stranger, Role.SERVICE_LEVEL_MANAGER);
        HttpResponse<String> answer = send(
                "PUT",
                nora,
                "/api/sources/" + source,
                JSON,
                "{\"owner\":\"" + provider + "\",\"readers\":[\"" + customer + "\"]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void person(String login, String organisation, Role role) {
        parties.organisation(new Organisation(new OrganisationId(organisation), organisation, null));
        parties.person(
                new Person(
                        new PersonId(login),
                        login,
                        login + "@example.org",
                        new OrganisationId(organisation),
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH),
                PASSWORD);
        parties.assign(Assignment.of(new PersonId(login), new OrganisationId(organisation), role));
    }

    private String event(String key) {
        return "{\"kind\":\"work-item\",\"source\":\"" + source + "\",\"id\":\"" + key + "\",\"item\":\"" + key
                + "\",\"type\":\"created\",\"at\":\"2026-03-02T08:00:00Z\"}";
    }

    private HttpResponse<String> send(String method, String login, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(request(path, basic(login)).header("Content-Type", type), method, BodyPublishers.ofString(body));
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String method, BodyPublisher body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.method(method, body).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String login, String path) throws IOException, InterruptedException {
        return send(request(path, basic(login)), "GET", BodyPublishers.noBody());
    }

    private JsonNode tree(HttpResponse<String> answer) throws IOException {
        return json.readTree(answer.body());
    }

    @Test
    void takesMeasurementsOfTheOwnersServiceLevelManagerAlsoPacked() throws Exception {
        HttpResponse<String> answer = send("POST", nora, "/api/measurements", JSON, "[" + event("A") + "]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("taken").asInt()).isEqualTo(1);

        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((event("A") + "\n" + event("B") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> lines = send(
                request("/api/measurements", basic(nora))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip"),
                "POST",
                BodyPublishers.ofByteArray(packed.toByteArray()));
        assertThat(tree(lines).get("repeated").asInt()).as(lines.body()).isEqualTo(1);
        assertThat(tree(lines).get("taken").asInt()).isEqualTo(1);
    }

    @Test
    void takesReadingsOfAMachineFromAPackedTableUntilItsTokenIsRevoked() throws Exception {
        HttpResponse<String> issued = send("POST", nora, "/api/source-tokens", JSON, "{\"source\":\"" + source + "\"}");
        String bearer = "Bearer " + tree(issued).get("secret").asText();
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(("kind,source,id,service,at,good,total\ncounter," + source
                            + ",1,portal,2026-03-02T08:00:00Z,9,10\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest.Builder table = request("/api/measurements", bearer)
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip");

        HttpResponse<String> answer = send(table, "POST", BodyPublishers.ofByteArray(packed.toByteArray()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("taken").asInt()).isEqualTo(1);
        assertThat(tree(answer).get("late").asInt()).isZero();

        String token = tree(issued).get("token").get("id").asText();
        assertThat(send("DELETE", nora, "/api/source-tokens/" + token, JSON, "").statusCode())
                .isLessThan(300);
        assertThat(send(table, "POST", BodyPublishers.ofByteArray(packed.toByteArray()))
                        .statusCode())
                .as("at once, although it was remembered")
                .isEqualTo(401);
    }

    @Test
    void answersAMachineTheSameOnTheShortWayAndOnTheLongOne() throws Exception {
        HttpResponse<String> issued = send("POST", nora, "/api/source-tokens", JSON, "{\"source\":\"" + source + "\"}");
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
        String token = tree(issued).get("token").get("id").asText();
        send("DELETE", nora, "/api/source-tokens/" + token, JSON, "");
        assertThat(post("/api/measurements", bearer, event("A")).statusCode())
                .as("at once, although it was remembered")
                .isEqualTo(401);
    }

    private static String mediaType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private HttpResponse<String> post(String path, String authorization, String body) throws Exception {
        return send(request(path, authorization).header("Content-Type", JSON), "POST", BodyPublishers.ofString(body));
    }

    @Test
    void refusesWhoeverMayNotDeliver() throws Exception {
        HttpResponse<String> reader = send("POST", carla, "/api/measurements", JSON, event("A"));
        assertThat(reader.statusCode()).isEqualTo(403);
        assertThat(tree(reader).get("type").asText()).isEqualTo("urn:surety:problem:role-needed");

        HttpResponse<String> foreign = send("POST", sam, "/api/measurements", JSON, event("A"));
        assertThat(foreign.statusCode()).isEqualTo(422);
        assertThat(foreign.body()).contains("unknown-source");
        assertThat(measurements.items(source, "", 10)).isEmpty();

        assertThat(send("PUT", sam, "/api/sources/" + source, JSON, "{\"owner\":\"" + stranger + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(get(sam, "/api/sources/" + source).statusCode()).isEqualTo(404);
    }

    @Test
    void takesMeasurementsOfAMachineWithATokenOfTheSourceOnly() throws Exception {
        HttpResponse<String> issued = send(
                "POST",
                nora,
                "/api/source-tokens",
                JSON,
                "{\"source\":\"" + source + "\",\"scopes\":[\"measurements:write\"]}");
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
        String bearer = "Bearer " + tree(issued).get("secret").asText();

        HttpResponse<String> own = send(
                request("/api/measurements", bearer).header("Content-Type", JSON),
                "POST",
                BodyPublishers.ofString("{\"kind\":\"outage\",\"source\":\"" + source
                        + "\",\"id\":\"M\",\"service\":\"portal\",\"from\":\"2026-03-02T08:00:00Z\"}"));
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        HttpResponse<String> other = send(
                request("/api/measurements", bearer).header("Content-Type", JSON),
                "POST",
                BodyPublishers.ofString(event("N").replace(source, "other-" + id)));
        assertThat(other.statusCode()).isEqualTo(422);
        HttpResponse<String> list = send(request("/api/outages", bearer), "GET", BodyPublishers.noBody());
        assertThat(list.body()).as("a token writes, and reads nothing").doesNotContain(source);
        assertThat(get(nora, "/api/outages").body()).contains(source);
    }

    @Test
    void importsAFileWithAMappingOfItsOwnAndOneThatIsKept() throws Exception {
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
                send("POST", nora, "/api/work-items/imports", "multipart/form-data; boundary=" + boundary, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode counts = tree(answer).get("answer");
        assertThat(counts.get("taken").asInt()).isEqualTo(1);
        assertThat(counts.at("/refusals/0/line").asInt()).isEqualTo(3);
        assertThat(counts.at("/refusals/0/column").asText()).isEqualTo("born");

        assertThat(send("PUT", nora, "/api/work-items/mappings/mine", JSON, mapping)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> again = send("POST", nora, "/api/work-items/imports?mapping=mine", "text/csv", table);
        assertThat(tree(again).at("/answer/repeated").asInt()).as(again.body()).isEqualTo(1);
        assertThat(send("POST", sam, "/api/work-items/imports?mapping=mine", "text/csv", table)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", nora, "/api/work-items/mappings/servicenow-audit", JSON, mapping)
                        .statusCode())
                .isEqualTo(409);
        assertThat(tree(get(nora, "/api/work-items/imports")).size()).isEqualTo(2);
        assertThat(tree(get(carla, "/api/work-items/imports"))).isEmpty();
    }

    @Test
    void refusesATableThatDoesNotFit() throws Exception {
        HttpResponse<String> answer = send(
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
    void letsBothSidesConfirmAnOutageThatTheCustomerRecorded() throws Exception {
        String outage = "{\"source\":\"" + source + "\",\"id\":\"o1\",\"service\":\"portal\","
                + "\"from\":\"2026-03-02T07:00:00Z\",\"cause\":\"force-majeure\",\"evidence\":\"<script>\"}";
        HttpResponse<String> recorded = send("POST", carla, "/api/outages", JSON, outage);
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        assertThat(tree(recorded).get("confirmedBy").get(0).asText()).isEqualTo(customer);

        String path = "/api/outages/" + source + "/o1";
        HttpResponse<String> ended = send("POST", nora, path + "/end", JSON, "{\"at\":\"2026-03-02T08:00:00Z\"}");
        assertThat(tree(ended).get("revision").asInt()).as(ended.body()).isEqualTo(1);
        assertThat(send("POST", nora, path + "/end", JSON, "{}").statusCode()).isEqualTo(409);
        assertThat(send("POST", carla, path + "/confirmation", JSON, "{\"revision\":0}")
                        .statusCode())
                .as("what was looked at has changed")
                .isEqualTo(409);
        assertThat(send("POST", carla, path + "/confirmation", JSON, "{\"revision\":1}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(measurements.outages(
                        source,
                        "portal",
                        new Interval(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"))))
                .singleElement()
                .satisfies(o -> assertThat(o.confirmedBy())
                        .containsExactlyInAnyOrder(new OrganisationId(customer), new OrganisationId(provider)));

        assertThat(send("POST", sam, path + "/confirmation", JSON, "{\"revision\":1}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(sam, "/api/outages").body()).doesNotContain(source);
        assertThat(get(carla, "/api/outages").body()).contains(source);
    }

    @Test
    void announcesTheMaintenanceOfAnICalendarFileOnce() throws Exception {
        String path =
                "/api/maintenance-windows/imports?service=portal&from=2026-03-01&to=2026-04-30&zone=Europe/Berlin&source=";
        String event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:patch-day\r\nSUMMARY:Patches\r\n"
                + "DTSTART;TZID=Europe/Berlin:20260310T220000\r\nDURATION:PT2H\r\nRRULE:FREQ=MONTHLY;BYDAY=2TU\r\n"
                + "SEQUENCE:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        JsonNode first = tree(send("POST", nora, path + source, "text/calendar", event));
        assertThat(first.get("taken").asInt()).as(first.toString()).isEqualTo(2);
        assertThat(get(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z")
                        .body())
                .contains("2026-03-10T21:00:00Z", "2026-04-14T20:00:00Z", "Patches");

        assertThat(tree(send("POST", nora, path + source, "text/calendar", event))
                        .get("repeated")
                        .asInt())
                .isEqualTo(2);
        String longer = event.replace("PT2H", "PT3H");
        assertThat(tree(send("POST", nora, path + source, "text/calendar", longer))
                        .get("refused")
                        .size())
                .isEqualTo(2);
        assertThat(tree(send("POST", nora, path + source, "text/calendar", longer.replace("SEQUENCE:0", "SEQUENCE:1")))
                        .get("corrected")
                        .asInt())
                .isEqualTo(2);
        JsonNode gone =
                tree(send("POST", nora, path + source, "text/calendar", event.replace("UID:patch", "UID:other")));
        assertThat(gone.get("taken").asInt()).isEqualTo(2);
        assertThat(gone.get("absent"))
                .as("what has vanished from the file is said, and still counts")
                .hasSize(2);
        assertThat(tree(get(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z")))
                .hasSize(4);
        assertThat(send("POST", sam, path + source, "text/calendar", event).statusCode())
                .isEqualTo(404);
        assertThat(send("POST", nora, path + source, "text/calendar", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatAFileMovesOrCancelsOrNoLongerHasIsWithdrawn() throws Exception {
        String patches = event("patches", "DTSTART:20260310T220000Z", "DURATION:PT2H");
        String database = event("database", "DTSTART:20260312T220000Z", "DURATION:PT2H");
        assertThat(sendFile(nora, "", patches + database).get("taken").asInt()).isEqualTo(2);

        JsonNode moved = sendFile(nora, "", patches.replace("20260310", "20260311") + database);
        assertThat(moved.get("withdrawn")).as(moved.toString()).hasSize(1);
        assertThat(windows()).containsExactly("2026-03-12T22:00:00Z", "2026-03-11T22:00:00Z");
        assertThat(sendFile(nora, "", patches.replace("DURATION", "STATUS:CANCELLED\r\nDURATION") + database)
                        .get("withdrawn"))
                .hasSize(1);
        assertThat(windows()).containsExactly("2026-03-12T22:00:00Z");

        JsonNode silent = sendFile(nora, "", patches);
        assertThat(silent.get("absent"))
                .as("of the other event it says nothing")
                .hasSize(1);
        assertThat(silent.get("withdrawn")).isEmpty();
        JsonNode broken =
                sendFile(nora, "&withdrawAbsent=true", patches + event("broken", "DTSTART:soon", "DURATION:PT2H"));
        assertThat(broken.get("withdrawn"))
                .as("what could not be read may be it")
                .isEmpty();
        assertThat(broken.get("refused").toString()).contains("file-not-whole");
        JsonNode only = sendFile(nora, "&withdrawAbsent=true", patches);
        assertThat(only.get("withdrawn")).hasSize(1);
        assertThat(windows()).containsExactly("2026-03-10T22:00:00Z");

        assertThat(sendFile(nora, "", patches + database).get("corrected").asInt())
                .as("what comes back is announced anew")
                .isEqualTo(1);
        assertThat(windows()).containsExactly("2026-03-12T22:00:00Z", "2026-03-10T22:00:00Z");
        JsonNode foreign = sendFile(carla, "&withdrawAbsent=true", patches);
        assertThat(foreign.get("refused").toString()).contains("not-yours-to-withdraw");
        assertThat(windows()).hasSize(2);
    }

    @Test
    void whatCameBackIsMovedAndCancelledAsBefore() throws Exception {
        String announced = event("back", "SEQUENCE:0", "DTSTART:20260310T220000Z", "DURATION:PT2H");
        String cancelled = announced.replace("DURATION", "STATUS:CANCELLED\r\nDURATION");
        String longer = announced.replace("SEQUENCE:0", "SEQUENCE:1").replace("PT2H", "PT3H");
        sendFile(nora, "", announced);
        assertThat(sendFile(nora, "", cancelled).get("withdrawn")).hasSize(1);
        assertThat(sendFile(nora, "", announced).get("corrected").asInt()).isEqualTo(1);
        assertThat(sendFile(nora, "", announced).get("repeated").asInt()).isEqualTo(1);

        JsonNode again = sendFile(nora, "", cancelled);
        assertThat(again.get("withdrawn")).as(again.toString()).hasSize(1);
        assertThat(again.get("absent")).isEmpty();
        assertThat(windows()).isEmpty();

        sendFile(nora, "", announced);
        JsonNode changed = sendFile(nora, "", longer);
        assertThat(changed.get("corrected").asInt()).as(changed.toString()).isEqualTo(1);
        assertThat(changed.get("refused")).isEmpty();
        assertThat(sendFile(nora, "", announced).get("refused").toString())
                .as("an older file changes nothing")
                .contains("id-taken");
        assertThat(sendFile(nora, "", cancelled).get("absent"))
                .as("nor does it take anything back")
                .hasSize(1);
        sendFile(nora, "", longer.replace("20260310", "20260311").replace("SEQUENCE:1", "SEQUENCE:2"));
        assertThat(windows()).containsExactly("2026-03-11T22:00:00Z");
    }

    @Test
    void aWindowOfAnotherZoneIsNotMissingAtTheEdgeOfWhatIsAsked() throws Exception {
        // in Tokyo it is 1 May already
        String tokyo = event("tokyo", "DTSTART;TZID=Asia/Tokyo:20260501T040000", "DURATION:PT2H");
        assertThat(sendFile(nora, "", tokyo).get("taken").asInt()).isEqualTo(1);

        JsonNode again = sendFile(nora, "&withdrawAbsent=true", tokyo);

        assertThat(again.get("repeated").asInt()).as(again.toString()).isEqualTo(1);
        assertThat(again.get("withdrawn")).isEmpty();
    }

    private static String event(String uid, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    /** For March and April. */
    private JsonNode sendFile(String who, String more, String events) throws Exception {
        String path = "/api/maintenance-windows/imports?service=portal&from=2026-03-01&to=2026-05-01&source=" + source;
        String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
        HttpResponse<String> answer = send("POST", who, path + more, "text/calendar", file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private List<String> windows() throws Exception {
        List<String> starts = new ArrayList<>();
        tree(get(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z"))
                .forEach(window -> starts.add(window.get("from").asText()));
        return starts;
    }

    @Test
    void announcesMaintenanceButNotInTheFuture() throws Exception {
        String window = "{\"source\":\"" + source + "\",\"id\":\"m1\",\"service\":\"portal\","
                + "\"from\":\"2026-03-12T20:00:00Z\",\"to\":\"2026-03-12T22:00:00Z\"";
        HttpResponse<String> taken = send("POST", nora, "/api/maintenance-windows", JSON, window + "}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(tree(taken).get("announcedAt").asText()).isEqualTo(MovedTimeSource.START.toString());

        assertThat(send(
                                "POST",
                                nora,
                                "/api/maintenance-windows",
                                JSON,
                                window + ",\"announcedAt\":\"2026-03-03T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> confirmed = send(
                "POST",
                carla,
                "/api/maintenance-windows/" + source + "/m1/confirmation",
                JSON,
                "{\"revision\":0,\"comment\":\"fine\"}");
        assertThat(tree(confirmed).get("confirmedBy").size())
                .as(confirmed.body())
                .isEqualTo(2);
        assertThat(get(carla, "/api/maintenance-windows").body()).contains("m1");
    }

    @Test
    void refusesBadBodiesAtOnce() throws Exception {
        for (String body : List.of(
                "{\"source\":\"" + source + "\",\"service\":\"portal\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-02-30T00:00:00Z\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-03-01T00:00:00Z\","
                        + "\"to\":\"2026-03-01T00:00:00Z\"}",
                "{\"source\":\"" + source + "\",\"service\":\"portal\",\"from\":\"2026-03-01T00:00:00Z\",\"x\":1}",
                "{")) {
            HttpResponse<String> answer = send("POST", nora, "/api/outages", JSON, body);
            assertThat(answer.statusCode()).as(body + " " + answer.body()).isBetween(400, 422);
            assertThat(tree(answer).get("type").asText()).startsWith("urn:surety:problem:");
        }
    }
}
