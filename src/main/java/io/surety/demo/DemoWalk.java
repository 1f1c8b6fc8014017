package io.surety.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** How the people of the demo world bring one agreement along, over the public interface and in their own names. */
final class DemoWalk {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    /** Whoever may be asked to approve; who is not asked sees no task. */
    private static final List<String> APPROVERS = List.of(
            "otto", "lena", "fred", "fiona", "gil", "dirk", "nora", "tom", "sam", "carla", "gita", "mara", "nils",
            "tamara", "cyrus");

    private final DemoApi api;
    private final String agreement;
    private final String provider;
    private final String customer;

    /**
     * @param provider login of who speaks for the provider
     * @param customer login of who speaks for the customer
     */
    DemoWalk(DemoApi api, String agreement, String provider, String customer) {
        this.api = api;
        this.agreement = agreement;
        this.provider = provider;
        this.customer = customer;
    }

    void draft(String yaml) {
        api.as(provider, "POST", "/api/agreements", "application/yaml", yaml);
    }

    /** From a template, which the document then names by its hash. */
    void draftFrom(String template, Map<String, String> values) {
        api.post(provider, "/api/templates/" + template + "/agreements", Map.of("name", agreement, "values", values));
    }

    void offer(Instant expiresAt) {
        await("the negotiation of " + agreement, () -> isIn("DRAFT"));
        api.post(provider, path("/offers"), Map.of("expiresAt", expiresAt.toString()));
    }

    /** The customer offers the same with one length changed for another. */
    void counter(String length, String other, Instant expiresAt) {
        JsonNode head = head();
        String offered = api.text(api.get(customer, path("/versions/1/document")));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("head", head.path("head").asText());
        body.put("document", offered.replace("\"" + length + "\"", "\"" + other + "\""));
        body.put("expiresAt", expiresAt.toString());
        api.post(customer, path("/offers"), body);
    }

    void accept() {
        JsonNode head = head();
        api.post(
                customer,
                path("/offers/" + head.path("headOffer").asText() + "/acceptance"),
                Map.of("head", head.path("head").asText()));
    }

    void consent(String contact, String thirdParty) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("head", head().path("head").asText());
        body.put("thirdParty", thirdParty);
        api.post(contact, path("/consents"), body);
    }

    void startApproval() {
        await("the agreed version of " + agreement, () -> isIn("AGREED") && isWaitingFor("userTask_startApproval"));
        api.as(provider, "POST", path("/approval"), "application/json", "");
        await("the approval of " + agreement, () -> openVotes() > 0 || !isIn("IN_APPROVAL") && !isIn("AGREED"));
    }

    /** Everybody who is asked approves, until the version is active. */
    void approveAll() {
        await("the activation of " + agreement, () -> {
            APPROVERS.forEach(this::approve);
            return isIn("ACTIVE");
        });
    }

    /** Everybody who is asked approves, one after the other, until only so many votes are left. */
    void approveUntilLeft(int votes) {
        await(votes + " votes left on " + agreement, () -> {
            if (openVotes() <= votes) {
                return true;
            }
            APPROVERS.stream().filter(person -> openVotes() > votes).forEach(this::approve);
            return openVotes() <= votes;
        });
    }

    private void approve(String person) {
        for (JsonNode vote : votes(person)) {
            String task = "/engine-rest/task/" + vote.path("task").asText();
            if (api.get(person, task).path("assignee").isNull()) {
                api.post(person, task + "/claim", Map.of("userId", person));
            }
            api.post(
                    person,
                    task + "/complete",
                    Map.of("variables", Map.of("decision", Map.of("value", "approve", "type", "String"))));
        }
    }

    /** What waits for her in this agreement. */
    private List<JsonNode> votes(String person) {
        return StreamSupport.stream(api.get(person, "/api/approvals/mine").spliterator(), false)
                .filter(vote -> vote.path("version").asText().startsWith(agreement + "@"))
                .toList();
    }

    private long openVotes() {
        return APPROVERS.stream()
                .flatMap(person -> votes(person).stream())
                .map(vote -> vote.path("task").asText())
                .distinct()
                .count();
    }

    private boolean isWaitingFor(String activity) {
        return api.get(provider, path("/process")).toString().contains(activity);
    }

    private boolean isIn(String state) {
        return api.get(provider, "/api/agreements/" + agreement)
                .path("state")
                .asText()
                .equals(state);
    }

    private JsonNode head() {
        await(
                "an open offer of " + agreement,
                () -> api.get(customer, path("/offers")).path("head").isTextual());
        return api.get(customer, path("/offers"));
    }

    private String path(String rest) {
        return "/api/agreements/" + agreement + rest;
    }

    /** The processes work in the background; a person would look again, too. */
    static void await(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the demo world waits in vain for " + what);
            }
            try {
                Thread.sleep(LOOK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
