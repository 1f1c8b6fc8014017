package io.surety.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.party.RegisterParties;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Seeds the demo world once, step by step, and lets it live. All of it goes through the public interface, in the names of
 * the demo's people and sources; a start goes on with the step at which the last one stopped.
 */
@Component
@ConditionalOnProperty("surety.demo.enabled")
class DemoWorld implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration OFFER_LASTS = Duration.ofDays(21);
    private static final Duration BEAT = Duration.ofSeconds(5);
    /** A world that was seeded before there was CargoNet goes on without it. */
    private static final String WITH_CARGONET = "with cargonet";

    private final RegisterParties parties;
    private final DemoSteps steps;
    private final ObjectMapper json;
    private final TimeSource time;
    private final WebServerApplicationContext server;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    DemoWorld(
            RegisterParties parties,
            DemoSteps steps,
            ObjectMapper json,
            TimeSource time,
            WebServerApplicationContext server) {
        this.parties = parties;
        this.steps = steps;
        this.json = json;
        this.time = time;
        this.server = server;
    }

    @EventListener
    void on(ApplicationReadyEvent ready) {
        // People first, and before anybody reads the table of logins.
        steps.once("people", () -> {
            DemoPeople.read().register(parties, time.now());
            return WITH_CARGONET;
        });
        running = true;
        thread = new Thread(this::live, "demo-world");
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        DemoApi api = new DemoApi(json, server.getWebServer().getPort());
        while (running) {
            try {
                seed(api);
                feed(api);
                return;
            } catch (DemoApi.Refused | IllegalStateException e) {
                if (running) {
                    LOG.warn("the demo world stumbled and tries again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void seed(DemoApi api) {
        LocalDate today = LocalDate.parse(
                steps.once("today", () -> LocalDate.ofInstant(time.now(), ZONE).toString()));
        DemoAgreements documents = DemoAgreements.around(today);
        sources(api);
        // History first: what an agreement finds when it is activated retroactively is judged at once.
        steps.once("history", () -> feedOnce(api, time.now().plus(Duration.ofDays(1))));
        steps.once(
                "calendar kept",
                () -> api.as(
                        "nora", "POST", "/api/calendars", "application/yaml", documents.calendar("northwind-prime")));
        inForce(api, documents, "it-support-acme", "nora", "carla");
        inForce(api, documents, "ola-network", "nils", "tom");
        workingTimes(api, documents);
        inForce(api, documents, "leads", "mara", "sam");
        steps.once("opened", () -> time.now().toString());
        feedOnce(api, opened());
        negotiated(api, documents);
        approved(api, documents);
        onboarded(api, documents);
        steps.once(
                "it-support-acme under review",
                () -> api.post("nora", "/api/agreements/it-support-acme/reviews", Map.of()));
        if (hasCargonet()) {
            feedOnce(api, opened());
            disputed(api, documents);
        }
        LOG.info("demo world: ready");
    }

    /** Before the first clock runs on them: what somebody works by may reach back only where nothing is decided. */
    private void workingTimes(DemoApi api, DemoAgreements documents) {
        steps.once(
                "sales calendar kept",
                () -> api.as("nora", "POST", "/api/calendars", "application/yaml", documents.calendar("sales-berlin")));
        String from = documents.start().atStartOfDay(ZONE).toInstant().toString();
        steps.once(
                "working time of rita",
                () -> api.post(
                        "rita", "/api/people/rita/work-calendars", Map.of("from", from, "calendar", "sales-berlin")));
        Map<String, Object> late = Map.of(
                "zone",
                "Europe/Berlin",
                "windows",
                List.of(Map.of("days", List.of("MO", "TU", "WE", "TH", "FR"), "from", "11:00", "to", "19:30")),
                "holidays",
                Map.of("region", "DE-BE"));
        steps.once(
                "working time of ravi",
                () -> api.post("ravi", "/api/people/ravi/work-calendars", Map.of("from", from, "own", late)));
    }

    private void sources(DemoApi api) {
        steps.once("sources", () -> {
            source(api, DemoStory.TICKETS, "northwind-it", List.of("acme", "globex"));
            source(api, DemoStory.CRM, "marketing", List.of("sales"));
            source(api, DemoStory.CLOUDCO, "northwind-it", List.of("cloudco", "globex"));
            if (hasCargonet()) {
                source(api, DemoStory.WAREHOUSE, "northwind-it", List.of("cargonet", "globex"));
                source(api, DemoWarehouse.STOCK, "northwind-it", List.of("cargonet", "globex"));
            }
        });
        sourcesFed().forEach(source -> token(api, source));
    }

    private String token(DemoApi api, String source) {
        return steps.once("token of " + source, () -> api.post(
                        "nora", "/api/source-tokens", Map.of("source", source, "validFor", "P366D"))
                .path("secret")
                .asText());
    }

    private boolean hasCargonet() {
        return steps.result("people").filter(WITH_CARGONET::equals).isPresent();
    }

    private List<String> sourcesFed() {
        List<String> sources = List.of(DemoStory.TICKETS, DemoStory.CRM, DemoStory.CLOUDCO);
        return hasCargonet()
                ? Stream.concat(sources.stream(), Stream.of(DemoStory.WAREHOUSE))
                        .toList()
                : sources;
    }

    private static void source(DemoApi api, String id, String owner, List<String> readers) {
        api.as(
                "nora",
                "PUT",
                "/api/sources/" + id,
                "application/json",
                api.text(Map.of("owner", owner, "readers", readers)));
    }

    private void inForce(DemoApi api, DemoAgreements documents, String name, String provider, String customer) {
        DemoWalk walk = new DemoWalk(api, name, provider, customer);
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " accepted", walk::accept);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " in force", walk::approveAll);
    }

    /** Made from the provider's template. Globex wants a faster answer; the provider is to answer that. */
    private void negotiated(DemoApi api, DemoAgreements documents) {
        String name = "service-desk-globex";
        DemoWalk walk = new DemoWalk(api, name, "nora", "gita");
        steps.once(
                "template kept",
                () -> api.as(
                        "nora", "POST", "/api/templates", "application/yaml", DemoAgreements.template("service-desk")));
        steps.once(
                name + " drafted",
                () -> walk.draftFrom(
                        "service-desk",
                        Map.of(
                                "title", "Service desk for Globex",
                                "customer", "globex",
                                "start", documents.nextMonth().toString(),
                                "end", documents.end().toString(),
                                "zone", "Europe/Paris",
                                "region", "FR")));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(
                name + " countered",
                () -> walk.counter("PT8H", "PT4H", time.now().plus(OFFER_LASTS)));
    }

    private void approved(DemoApi api, DemoAgreements documents) {
        String name = "portal-acme";
        DemoWalk walk = new DemoWalk(api, name, "nora", "carla");
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " accepted", walk::accept);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " waiting for two", () -> walk.approveUntilLeft(2));
    }

    /** CloudCo hosts the shop of Globex, and is being looked at. */
    private void onboarded(DemoApi api, DemoAgreements documents) {
        DemoWalk contract = new DemoWalk(api, "uc-cloudco", "cleo", "nora");
        steps.once("uc-cloudco drafted", () -> contract.draft(documents.document("uc-cloudco")));
        String name = "shop-globex";
        DemoWalk walk = new DemoWalk(api, name, "nora", "gita");
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " consented", () -> walk.consent("cleo", "cloudco"));
        steps.once(name + " accepted", walk::accept);
    }

    /** CargoNet controls the conveyors in the warehouse of Globex; what came of that waits for people. */
    private void disputed(DemoApi api, DemoAgreements documents) {
        DemoWarehouse warehouse =
                new DemoWarehouse(api, documents, token(api, DemoStory.WAREHOUSE), token(api, DemoWarehouse.STOCK));
        steps.once("warehouse history", warehouse::deliverHistory);
        inForce(api, documents, "uc-cargonet", "cora", "tamara");
        String name = DemoWarehouse.AGREEMENT;
        DemoWalk walk = new DemoWalk(api, name, "nora", "gita");
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " consented", () -> walk.consent("cyrus", "cargonet"));
        steps.once(name + " accepted", walk::accept);
        steps.once("cargonet accepts", warehouse::acceptInvitation);
        steps.once("cargonet gives evidence", warehouse::giveEvidence);
        feedOnce(api, opened());
        steps.once("cargonet admitted", warehouse::admit);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " in force", walk::approveAll);
        steps.once("warehouse cause", () -> warehouse.recordCause(time.now()));
        steps.once("warehouse objection", warehouse::object);
    }

    private void feed(DemoApi api) {
        while (running) {
            pause();
            feedOnce(api, opened());
        }
    }

    private Instant opened() {
        return Instant.parse(steps.result("opened").orElseThrow());
    }

    private void feedOnce(DemoApi api, Instant opened) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String source : sourcesFed()) {
            tokens.put(source, steps.result("token of " + source).orElseThrow());
        }
        LocalDate today = LocalDate.parse(steps.result("today").orElseThrow());
        new DemoFeed(api, steps, time, tokens, DemoAgreements.around(today).start(), opened).deliver();
    }

    private void pause() {
        try {
            Thread.sleep(BEAT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Started by {@link #on(ApplicationReadyEvent)}, because it needs the web server. */
    @Override
    public void start() {
        // see above
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    /** Says yes once the application runs, so that it is stopped first of all. */
    @Override
    public boolean isRunning() {
        return running;
    }
}
