package io.surety.demo;

import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sources of the demo world: who owns and reads them, their tokens, and what they deliver. */
class DemoSources {

    /** What is kept of the step at which people were registered, since CargoNet is among them. */
    static final String WITH_CARGONET = "with cargonet";

    private final DemoApi api;
    private final DemoSteps steps;
    private final TimeSource time;

    DemoSources(DemoApi api, DemoSteps steps, TimeSource time) {
        this.api = api;
        this.steps = steps;
        this.time = time;
    }

    /** Registers them, once, and issues a token for each that is fed. */
    void register() {
        steps.once("sources", () -> {
            source(DemoStory.TICKETS, "northwind-it", List.of("acme", "globex"));
            source(DemoStory.CRM, "marketing", List.of("sales"));
            source(DemoStory.CLOUDCO, "northwind-it", List.of("cloudco", "globex"));
            if (haveCargonet()) {
                source(DemoStory.WAREHOUSE, "northwind-it", List.of("cargonet", "globex"));
                source(DemoWarehouse.STOCK, "northwind-it", List.of("cargonet", "globex"));
            }
        });
        fed().forEach(this::token);
    }

    /** The secret of a source's token, issued at the first time. */
    String token(String source) {
        return steps.once("token of " + source, () -> api.post(
                        "nora", "/api/source-tokens", Map.of("source", source, "validFor", "P366D"))
                .path("secret")
                .asText());
    }

    /** A world that was seeded before there was CargoNet goes on without it. */
    boolean haveCargonet() {
        return steps.result("people").filter(WITH_CARGONET::equals).isPresent();
    }

    private List<String> fed() {
        List<String> sources = List.of(DemoStory.TICKETS, DemoStory.CRM, DemoStory.CLOUDCO);
        return haveCargonet()
                ? Stream.concat(sources.stream(), Stream.of(DemoStory.WAREHOUSE))
                        .toList()
                : sources;
    }

    private void source(String id, String owner, List<String> readers) {
        api.as(
                "nora",
                "PUT",
                "/api/sources/" + id,
                "application/json",
                api.text(Map.of("owner", owner, "readers", readers)));
    }

    /** When the agreements were in force, and the present began. */
    Instant opened() {
        return Instant.parse(steps.result("opened").orElseThrow());
    }

    /** Delivers all that has happened by now, and was not delivered yet, of a world that opened then. */
    void feed(Instant opened) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String source : fed()) {
            tokens.put(source, steps.result("token of " + source).orElseThrow());
        }
        LocalDate today = LocalDate.parse(steps.result("today").orElseThrow());
        new DemoFeed(api, steps, time, tokens, DemoAgreements.around(today).start(), opened).deliver();
    }
}
