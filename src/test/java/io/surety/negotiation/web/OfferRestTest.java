package io.surety.negotiation.web;

import static io.surety.testing.ApiClient.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.ApiClient;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Negotiating over REST, as the people of both sides do it. */
@WholeApplicationTest
class OfferRestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    RegisterParties register;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    Processes processes;

    @Autowired
    MovedTimeSource time;

    @Autowired
    ApiClient api;

    private ThreeParties three;
    private VersionRef ref;

    @BeforeEach
    void aDraft() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        ref = three.draft(agreements, Content.PLAIN).ref();
        processes.fireDue(processes.instance("sla-lifecycle", ref.toString()));
    }

    @Test
    void offersCountersAndAccepts() {
        JsonNode first = body(post(three.manager, "/offers", offer(Map.of())), 201);
        JsonNode counter = body(
                post(
                        three.representative,
                        "/offers",
                        offer(Map.of(
                                "head", first.path("hash").asText(),
                                "document", three.text(Content.PLAIN.price("11000.00"))))),
                201);
        assertThat(counter.path("from").asText()).isEqualTo("customer");
        assertThat(counter.path("counterTo").asText())
                .isEqualTo(first.path("id").asText());

        JsonNode redline = body(
                get(
                        three.manager,
                        "/offers/" + first.path("id").asText() + "/redline/"
                                + counter.path("id").asText()),
                200);
        assertThat(redline.path("changes").get(0).path("path").asText()).isEqualTo("/spec/charges/amount");

        JsonNode accepted = body(
                post(
                        three.manager,
                        "/offers/" + counter.path("id").asText() + "/acceptance",
                        Map.of("head", counter.path("hash").asText())),
                200);
        assertThat(accepted.path("state").asText()).isEqualTo("AGREED");
        assertThat(accepted.path("offers"))
                .extracting(o -> o.path("wsagState").asText())
                .containsExactly("Advisory", "Acceptable");
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
    }

    @Test
    void anEscalationThatEndsWithNobodyIsNotOffered() {
        JsonNode first = body(post(three.manager, "/offers", offer(Map.of())), 201);
        String plain = three.text(Content.PLAIN);
        String policy = "  escalations: [{id: late, tiers: [{at: {breach: true}, tell: [{role: %s}]}]}]\n  review:";
        String escalating = plain.replace("      conformance:", "      escalation: late\n      conformance:");

        JsonNode problem = body(
                post(
                        three.representative,
                        "/offers",
                        offer(Map.of(
                                "head", first.path("hash").asText(),
                                "document", escalating.replace("  review:", policy.formatted("moon-keeper"))))),
                422);
        assertThat(problem.path("diagnostics").get(0).path("code").asText()).isEqualTo("last-tier-reaches-nobody");
        body(
                post(
                        three.representative,
                        "/offers",
                        offer(Map.of(
                                "head",
                                first.path("hash").asText(),
                                "document",
                                escalating.replace("  review:", policy.formatted("service-level-manager"))))),
                201);
    }

    @Test
    void offersAnEarlierContentAgain() {
        JsonNode first = body(post(three.manager, "/offers", offer(Map.of())), 201);
        JsonNode counter = body(
                post(
                        three.representative,
                        "/offers",
                        offer(Map.of(
                                "head", first.path("hash").asText(),
                                "document", three.text(Content.PLAIN.price("11000.00"))))),
                201);

        JsonNode again = body(
                post(
                        three.manager,
                        "/offers",
                        offer(Map.of(
                                "head", counter.path("hash").asText(),
                                "counterTo", first.path("id").asText()))),
                201);

        assertThat(again.path("hash").asText()).isEqualTo(first.path("hash").asText());
    }

    @Test
    void answersAnActOnAnotherHeadWithThePresentOne() {
        JsonNode first = body(post(three.manager, "/offers", offer(Map.of())), 201);

        JsonNode problem = body(
                post(
                        three.representative,
                        "/offers/" + first.path("id").asText() + "/acceptance",
                        Map.of("head", "0".repeat(64))),
                409);

        assertThat(problem.path("type").asText()).isEqualTo("urn:surety:problem:head-moved");
        assertThat(problem.path("diagnostics")).anySatisfy(d -> {
            assertThat(d.path("code").asText()).isEqualTo("current-head");
            assertThat(d.path("message").asText()).isEqualTo(first.path("hash").asText());
        });
    }

    @Test
    void letsOneOfManyActsAtOnceWinAndTellsTheOthersSo() throws Exception {
        JsonNode first = body(post(three.manager, "/offers", offer(Map.of())), 201);
        String path = "/offers/" + first.path("id").asText();
        Map<String, Object> head = Map.of("head", first.path("hash").asText());

        List<Callable<HttpResponse<String>>> acts = List.of(
                () -> post(three.representative, path + "/acceptance", head),
                () -> post(three.manager, path + "/withdrawal", head),
                () -> post(
                        three.representative,
                        path + "/rejection",
                        Map.of("head", first.path("hash").asText(), "reason", "no money")),
                () -> post(
                        three.manager,
                        "/offers",
                        offer(Map.of(
                                "head", first.path("hash").asText(),
                                "document", three.text(Content.PLAIN.price("11000.00"))))));
        ExecutorService threads = Executors.newFixedThreadPool(acts.size());
        List<Integer> codes = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(acts)) {
            codes.add(answer.get().statusCode());
        }
        threads.shutdown();
        Collections.sort(codes);

        assertThat(codes.get(0)).isBetween(200, 201);
        assertThat(codes.subList(1, 4)).containsExactly(409, 409, 409);
    }

    @Test
    void knowsNothingForStrangers() {
        assertThat(get(three.stranger, "/offers").statusCode()).isEqualTo(404);
        assertThat(post(three.stranger, "/offers", offer(Map.of())).statusCode())
                .isEqualTo(404);
        assertThat(get(three.stranger, "/process").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhereTheProcessStands() {
        JsonNode process = body(get(three.representative, "/process"), 200);

        assertThat(process.get(0).path("state").asText()).isEqualTo("DRAFT");
        assertThat(process.get(0).path("waiting"))
                .extracting(w -> w.path("name").asText())
                .containsExactly("Make offer");
    }

    private Map<String, Object> offer(Map<String, Object> more) {
        Map<String, Object> offer = new LinkedHashMap<>(more);
        offer.put("expiresAt", time.now().plus(Duration.ofDays(14)).toString());
        return offer;
    }

    private static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return tree(response);
    }

    private HttpResponse<String> post(PersonId person, String path, Map<String, Object> body) {
        return api.send("POST", person, of(path), JSON.valueToTree(body).toString());
    }

    private HttpResponse<String> get(PersonId person, String path) {
        return api.get(person, of(path));
    }

    private String of(String path) {
        return "/api/agreements/" + three.agreement + path;
    }
}
