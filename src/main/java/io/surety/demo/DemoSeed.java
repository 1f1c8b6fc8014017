package io.surety.demo;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Brings the demo's agreements to where its visitors find them, step by step, in the names of the demo's people. */
class DemoSeed {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration OFFER_LASTS = Duration.ofDays(21);

    private final DemoApi api;
    private final DemoSteps steps;
    private final TimeSource time;
    private final DemoSources sources;
    private final DemoAgreements documents;

    /** The documents lie around the day of the first of all starts. */
    DemoSeed(DemoApi api, DemoSteps steps, TimeSource time, DemoSources sources) {
        this.api = api;
        this.steps = steps;
        this.time = time;
        this.sources = sources;
        this.documents = DemoAgreements.around(LocalDate.parse(
                steps.once("today", () -> LocalDate.ofInstant(time.now(), ZONE).toString())));
    }

    /** Takes each step that was not taken yet; all of it is there when this returns. */
    void sow() {
        sources.register();
        // History first: what an agreement finds when it is activated retroactively is judged at once.
        steps.once("history", () -> sources.feed(time.now().plus(Duration.ofDays(1))));
        steps.once(
                "calendar kept",
                () -> api.as(
                        "nora", "POST", "/api/calendars", "application/yaml", documents.calendar("northwind-prime")));
        inForce("it-support-acme", "nora", "carla");
        inForce("ola-network", "nils", "tom");
        workingTimes();
        inForce("leads", "mara", "sam");
        steps.once("opened", () -> time.now().toString());
        sources.feed(sources.opened());
        negotiated();
        approved();
        onboarded();
        steps.once(
                "it-support-acme under review",
                () -> api.post("nora", "/api/agreements/it-support-acme/reviews", Map.of()));
        if (sources.haveCargonet()) {
            sources.feed(sources.opened());
            disputed();
        }
    }

    /** Before the first clock runs on them: what somebody works by may reach back only where nothing is decided. */
    private void workingTimes() {
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

    private void inForce(String name, String provider, String customer) {
        DemoWalk walk = new DemoWalk(api, name, provider, customer);
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " accepted", walk::accept);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " in force", walk::approveAll);
    }

    /** Made from the provider's template. Globex wants a faster answer; the provider is to answer that. */
    private void negotiated() {
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

    private void approved() {
        String name = "portal-acme";
        DemoWalk walk = new DemoWalk(api, name, "nora", "carla");
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " accepted", walk::accept);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " waiting for two", () -> walk.approveUntilLeft(2));
    }

    /** CloudCo hosts the shop of Globex, and is being looked at. */
    private void onboarded() {
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
    private void disputed() {
        DemoWarehouse warehouse = new DemoWarehouse(
                api, documents, sources.token(DemoStory.WAREHOUSE), sources.token(DemoWarehouse.STOCK));
        steps.once("warehouse history", warehouse::deliverHistory);
        inForce("uc-cargonet", "cora", "tamara");
        String name = DemoWarehouse.AGREEMENT;
        DemoWalk walk = new DemoWalk(api, name, "nora", "gita");
        steps.once(name + " drafted", () -> walk.draft(documents.document(name)));
        steps.once(name + " offered", () -> walk.offer(time.now().plus(OFFER_LASTS)));
        steps.once(name + " consented", () -> walk.consent("cyrus", "cargonet"));
        steps.once(name + " accepted", walk::accept);
        steps.once("cargonet accepts", warehouse::acceptInvitation);
        steps.once("cargonet gives evidence", warehouse::giveEvidence);
        sources.feed(sources.opened());
        steps.once("cargonet admitted", warehouse::admit);
        steps.once(name + " in approval", walk::startApproval);
        steps.once(name + " in force", walk::approveAll);
        steps.once("warehouse cause", () -> warehouse.recordCause(time.now()));
        steps.once("warehouse objection", warehouse::object);
    }
}
