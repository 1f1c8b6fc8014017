package io.surety.measurement;

import static io.surety.testing.ApiClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.party.PersonId;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who announces which maintenance over HTTP, by hand and by an iCalendar file, and what a later file makes of it. */
@WholeApplicationTest
class MaintenanceRestTest extends SourceScene {

    @Test
    void announcesTheMaintenanceOfAnICalendarFileOnce() {
        String path =
                "/api/maintenance-windows/imports?service=portal&from=2026-03-01&to=2026-04-30&zone=Europe/Berlin&source=";
        String event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:patch-day\r\nSUMMARY:Patches\r\n"
                + "DTSTART;TZID=Europe/Berlin:20260310T220000\r\nDURATION:PT2H\r\nRRULE:FREQ=MONTHLY;BYDAY=2TU\r\n"
                + "SEQUENCE:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        JsonNode first = tree(api.send("POST", nora, path + source, "text/calendar", event));
        assertThat(first.get("taken").asInt()).as(first.toString()).isEqualTo(2);
        assertThat(api.get(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z")
                        .body())
                .contains("2026-03-10T21:00:00Z", "2026-04-14T20:00:00Z", "Patches");

        assertThat(tree(api.send("POST", nora, path + source, "text/calendar", event))
                        .get("repeated")
                        .asInt())
                .isEqualTo(2);
        String longer = event.replace("PT2H", "PT3H");
        assertThat(tree(api.send("POST", nora, path + source, "text/calendar", longer))
                        .get("refused")
                        .size())
                .isEqualTo(2);
        assertThat(tree(api.send(
                                "POST",
                                nora,
                                path + source,
                                "text/calendar",
                                longer.replace("SEQUENCE:0", "SEQUENCE:1")))
                        .get("corrected")
                        .asInt())
                .isEqualTo(2);
        JsonNode gone =
                tree(api.send("POST", nora, path + source, "text/calendar", event.replace("UID:patch", "UID:other")));
        assertThat(gone.get("taken").asInt()).isEqualTo(2);
        assertThat(gone.get("absent"))
                .as("what has vanished from the file is said, and still counts")
                .hasSize(2);
        assertThat(api.got(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z"))
                .hasSize(4);
        assertThat(api.send("POST", sam, path + source, "text/calendar", event).statusCode())
                .isEqualTo(404);
        assertThat(api.send("POST", nora, path + source, "text/calendar", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatAFileMovesOrCancelsOrNoLongerHasIsWithdrawn() {
        String patches = vevent("patches", "DTSTART:20260310T220000Z", "DURATION:PT2H");
        String database = vevent("database", "DTSTART:20260312T220000Z", "DURATION:PT2H");
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
                sendFile(nora, "&withdrawAbsent=true", patches + vevent("broken", "DTSTART:soon", "DURATION:PT2H"));
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
    void whatCameBackIsMovedAndCancelledAsBefore() {
        String announced = vevent("back", "SEQUENCE:0", "DTSTART:20260310T220000Z", "DURATION:PT2H");
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
    void aWindowOfAnotherZoneIsNotMissingAtTheEdgeOfWhatIsAsked() {
        // in Tokyo it is 1 May already
        String tokyo = vevent("tokyo", "DTSTART;TZID=Asia/Tokyo:20260501T040000", "DURATION:PT2H");
        assertThat(sendFile(nora, "", tokyo).get("taken").asInt()).isEqualTo(1);

        JsonNode again = sendFile(nora, "&withdrawAbsent=true", tokyo);

        assertThat(again.get("repeated").asInt()).as(again.toString()).isEqualTo(1);
        assertThat(again.get("withdrawn")).isEmpty();
    }

    private static String vevent(String uid, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    /** For March and April. */
    private JsonNode sendFile(PersonId who, String more, String events) {
        String path = "/api/maintenance-windows/imports?service=portal&from=2026-03-01&to=2026-05-01&source=" + source;
        String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
        HttpResponse<String> answer = api.send("POST", who, path + more, "text/calendar", file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private List<String> windows() {
        List<String> starts = new ArrayList<>();
        api.got(nora, "/api/maintenance-windows?from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z")
                .forEach(window -> starts.add(window.get("from").asText()));
        return starts;
    }

    @Test
    void announcesMaintenanceButNotInTheFuture() {
        String window = "{\"source\":\"" + source + "\",\"id\":\"m1\",\"service\":\"portal\","
                + "\"from\":\"2026-03-12T20:00:00Z\",\"to\":\"2026-03-12T22:00:00Z\"";
        HttpResponse<String> taken = api.send("POST", nora, "/api/maintenance-windows", window + "}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(tree(taken).get("announcedAt").asText()).isEqualTo(MovedTimeSource.START.toString());

        assertThat(api.send(
                                "POST",
                                nora,
                                "/api/maintenance-windows",
                                window + ",\"announcedAt\":\"2026-03-03T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> confirmed = api.send(
                "POST",
                carla,
                "/api/maintenance-windows/" + source + "/m1/confirmation",
                "{\"revision\":0,\"comment\":\"fine\"}");
        assertThat(tree(confirmed).get("confirmedBy").size())
                .as(confirmed.body())
                .isEqualTo(2);
        assertThat(api.get(carla, "/api/maintenance-windows").body()).contains("m1");
    }
}
