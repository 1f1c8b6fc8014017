package io.surety.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A warehouse with whose verdicts people have something to do: in the first month the conveyors of CargoNet stood still,
 * so a credit is to be decided about and a claim to be raised; the figures of the stock have not come since the last month
 * began; of an outage of today Globex is to say whether it was its own; and Globex objects to the verdict of the last month.
 */
final class DemoWarehouse {

    static final String AGREEMENT = "warehouse-globex";
    static final String STOCK = "stock-feed";

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final DemoApi api;
    private final DemoAgreements documents;
    private final String warehouseToken;
    private final String stockToken;
    private final DemoTasks onboarding;

    DemoWarehouse(DemoApi api, DemoAgreements documents, String warehouseToken, String stockToken) {
        this.api = api;
        this.documents = documents;
        this.warehouseToken = warehouseToken;
        this.stockToken = stockToken;
        this.onboarding = new DemoTasks(api, AGREEMENT + "@1:cargonet");
    }

    /** The morning on which the conveyors stood still, and how far the stock is known. */
    void deliverHistory() {
        Instant morning =
                documents.start().plusDays(15).atTime(6, 0).atZone(ZONE).toInstant();
        Map<String, Object> outage = new LinkedHashMap<>();
        outage.put("kind", "outage");
        outage.put("source", DemoStory.WAREHOUSE);
        outage.put("id", "conveyors-" + documents.start());
        outage.put("service", "warehouse");
        outage.put("from", morning.toString());
        outage.put("to", morning.plus(Duration.ofHours(9)).toString());
        outage.put("cause", "fault");
        outage.put("party", "cargonet");
        outage.put("evidence", "the control of the conveyors had lost its configuration");
        api.deliver(warehouseToken, api.text(outage));
        Instant known = lastMonth().atDay(1).atStartOfDay(ZONE).toInstant();
        api.deliver(
                stockToken,
                api.text(Map.of("kind", "watermark", "source", STOCK, "id", "until-" + known, "at", known.toString())));
    }

    void acceptInvitation() {
        onboarding.complete("cyrus", "userTask_answerInvitation", Map.of("answer", "accept"));
    }

    /** As much as the risk asks for. */
    void giveEvidence() {
        LocalDate issued = documents.start();
        Map<String, String> evidence = Map.of(
                "reference", "certificate CN-17, in the safe of CargoNet",
                "issuedOn", issued.toString(),
                "expiresOn", documents.end().toString());
        DemoWalk.await("the evidence of CargoNet", () -> {
            onboarding.completeAll("cyrus", "userTask_provideEvidence", evidence);
            return !onboarding.open("tamara", "userTask_agreeTracking").isEmpty();
        });
    }

    /** After a delivery of the source has arrived. */
    void admit() {
        onboarding.complete(
                "tamara",
                "userTask_agreeTracking",
                Map.of(
                        "indicator", "availability of the warehouse",
                        "source", DemoStory.WAREHOUSE,
                        "measuredAt", "the control room",
                        "measuredBy", "Northwind IT"));
        onboarding.complete("tamara", "userTask_decideAdmission", Map.of("decision", "admit"));
    }

    /** Nora says that Globex has pulled a plug; Globex is asked. */
    void recordCause(Instant now) {
        Instant to = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(1));
        api.post(
                "nora",
                "/api/outages",
                Map.of(
                        "source",
                        DemoStory.WAREHOUSE,
                        "id",
                        "plug-" + to.getEpochSecond(),
                        "service",
                        "warehouse",
                        "from",
                        to.minus(Duration.ofMinutes(25)).toString(),
                        "to",
                        to.toString(),
                        "cause",
                        "customer",
                        "party",
                        "globex",
                        "evidence",
                        "the shift of Globex has pulled the plug of the scanners"));
    }

    void object() {
        String verdicts = "/api/agreements/" + AGREEMENT + "/verdicts?period=" + lastMonth();
        DemoWalk.await("a verdict on the warehouse", () -> verdict(verdicts).isPresent());
        api.post(
                "gita",
                "/api/agreements/" + AGREEMENT + "/objections",
                Map.of(
                        "about", "verdict",
                        "id", verdict(verdicts).orElseThrow(),
                        "reason", "The scanners were down for two hours on the 12th, and nothing is said of that.",
                        "evidence", "log of the shift"));
    }

    private Optional<String> verdict(String path) {
        return StreamSupport.stream(api.get("gita", path).spliterator(), false)
                .filter(verdict -> verdict.path("term").asText().equals("warehouse-up"))
                .map(verdict -> verdict.path("id").asText())
                .findFirst();
    }

    private YearMonth lastMonth() {
        return YearMonth.from(documents.nextMonth()).minusMonths(2);
    }
}
