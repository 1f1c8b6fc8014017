package io.surety.evaluation.budget;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationDetails;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Rollups;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.notification.Notice;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Budgets that burn, from the counts to the people who are called ({@code domain.md} 5.3, 5.4, 8). */
@WholeApplicationTest
class BurnLifeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NINE = MovedTimeSource.START;
    private static final String FAST = "14.4 PT1H PT5M";
    private static final String SLOW = "6 PT6H PT30M";

    @Autowired
    private Agreements agreements;

    @Autowired
    private ReadDocument documents;

    @Autowired
    private TakeMeasurements measurements;

    @Autowired
    private Sources sources;

    @Autowired
    private Rollups rollups;

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private WatchBurns watch;

    @Autowired
    private Episodes episodes;

    @Autowired
    private ReadEscalations escalations;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Mailbox mailbox;

    @Autowired
    private RegisterParties register;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovedTimeSource time;

    @LocalServerPort
    private int port;

    private final String mark = "b" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-shop");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");
    private final String hits = "hits-" + mark;
    private PersonId engineer;
    private PersonId lead;
    private PersonId client;
    private int sent;

    @BeforeEach
    void aCheckoutThatIsWatched() {
        time.moveTo(NINE);
        register.organisation(new Organisation(provider, "Shop", null));
        register.organisation(new Organisation(customer, "Acme", null));
        engineer = person("engineer", provider, "sre");
        lead = person("lead", provider, "sre-lead");
        client = person("client", customer, "customer-representative");
        sources.register(new Source(hits, provider, Set.of(customer)), lead);
    }

    @Test
    void whoIsToldTakesItOnAndSaysWhenItIsOver_5_4_8() {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        assertThat(episodes.since(name(), "ok", NINE))
                .extracting(Episode::rule, Episode::beganAt, Episode::isOpen)
                .as("the whole minutes at which both windows exceeded the factor, however late we looked")
                .containsExactly(tuple(SLOW, minute(26), true), tuple(FAST, minute(44), true));
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer))
                .extracting(Letter::channel)
                .containsExactlyInAnyOrder(Notice.Channel.WEBHOOK, Notice.Channel.MAIL);
        assertThat(letters(engineer).get(0).subject())
                .isEqualTo(name() + ": the error budget of ok burns too fast (critical)");
        assertThat(letters(engineer).get(0).body()).contains("(PT1H)").contains("> 14.4");
        assertThat(details().subjects()).extracting(s -> s.kind().name()).containsOnly("BURN");

        time.moveBy(Duration.ofMinutes(1));
        look();
        processes.fireDue(instance);
        assertThat(letters(engineer)).as("nobody is told twice of one episode").hasSize(2);

        post(engineer, "/api/escalations/" + escalation().id() + "/acknowledgement", "{\"note\": \"on it\"}");
        processes.fireDue(instance);
        time.moveTo(minute(120));
        requests(60, 120, 10, 10);
        look();
        assertThat(episodes.since(name(), "ok", NINE)).noneMatch(Episode::isOpen);
        assertThat(escalation().state())
                .as("who took it on says when it is over")
                .isEqualTo(EscalationState.ACKNOWLEDGED);
        post(engineer, "/api/escalations/" + escalation().id() + "/resolution", "{\"note\": \"rolled back\"}");
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(letters(client)).isEmpty();
    }

    @Test
    void silenceClimbsFromTheFirstTierThatFiredAndTheEndOfBurningEndsIt_8() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(30));
        requests(0, 30, 0, 10);
        look();
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer)).as("only the slow tier burns").hasSize(1);
        time.moveBy(Duration.ofMinutes(15));
        processes.fireDue(instance);
        assertThat(letters(lead).get(0).subject()).isEqualTo(name() + ": nobody has acknowledged ok (major)");

        time.moveTo(minute(90));
        requests(30, 90, 10, 10);
        look();
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(escalation().closing().orElseThrow().note()).isEqualTo("the error budget burns no more");
        assertThat(processes.isRunning("breach-escalation", instance.getBusinessKey()))
                .isFalse();
        assertThat(letters(lead).get(0).subject()).isEqualTo(name() + ": ok is resolved");
    }

    @Test
    void whatWasOverBeforeAnybodyLookedIsToldAllTheSame_8() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(120));
        requests(0, 60, 0, 10);
        requests(60, 120, 10, 10);
        look();

        assertThat(episodes.since(name(), "ok", NINE)).hasSize(2).noneMatch(Episode::isOpen);
        processes.fireDue(onlyInstance());
        assertThat(letters(engineer)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo(name() + ": ok is resolved");
            assertThat(letter.body())
                    .contains("it was over before anybody was told")
                    .contains("> 14.4");
        });
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
    }

    @Test
    void whatIsReceivedMuchLaterIsRecordedAndTellsNobody_8() {
        activate("complete: watermark");
        requests(-60, 0, 10, 10);
        look();
        time.moveTo(minute(3 * 24 * 60));
        requests(0, 60, 0, 10);
        look();

        assertThat(episodes.since(name(), "ok", NINE)).isNotEmpty().allMatch(Episode::retroactive);
        assertThat(escalations.of(name(), new Interval(NINE, time.now().plusMillis(1))))
                .isEmpty();
    }

    @Test
    void noDataDoesNotFireAndDoesNotEndWhatBurns_5_4() {
        activate();
        look();
        time.moveTo(minute(60));
        look();
        assertThat(episodes.since(name(), "ok", Instant.EPOCH)).isEmpty();

        time.moveTo(NINE);
        anHourOfGoodAndOneOfBadRequests();
        look();
        time.moveTo(minute(300));
        look();
        assertThat(episodes.since(name(), "ok", NINE)).hasSize(2).allMatch(Episode::isOpen);
    }

    @Test
    void severalNodesThatLookAtOnceTellOnce_8() throws Exception {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        rollups.settle();
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        try {
            List<Future<?>> looks = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                looks.add(nodes.submit(() -> {
                    start.await();
                    watch.run();
                    return null;
                }));
            }
            for (Future<?> look : looks) {
                look.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(episodes.since(name(), "ok", NINE)).extracting(Episode::rule).containsExactly(SLOW, FAST);
        assertThat(details().subjectCount()).isEqualTo(2);
    }

    @Test
    void aTermWithoutAnythingBadIsLookedAtOnlyWhenNumbersCome_5_4() {
        activate();
        requests(-60, 0, 10, 10);
        time.moveTo(minute(1));
        requests(0, 2, 10, 10);
        look();
        time.moveTo(minute(10));
        look();

        assertThat(jdbc.sql("select count(*) from evaluation.burn_watches where agreement = :a and look_at is not null")
                        .param("a", name())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from evaluation.burn_marks where agreement = :a")
                        .param("a", name())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theNthViolationOfAContractYearReachesItsTierAndAWithdrawalEndsIt_8() {
        activate();
        day("2026-03-02", 5);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(letters(engineer))
                .extracting(Letter::subject)
                .containsExactly(name() + ": daily was violated (major)");
        assertThat(letters(lead)).isEmpty();

        day("2026-03-03", 5);
        processes.fireDue(instance);
        assertThat(letters(lead)).extracting(Letter::subject).containsExactly(name() + ": daily was violated (major)");
        assertThat(letters(lead).get(0).body()).contains("# 2");
        assertThat(details().subjects())
                .extracting(s -> s.detail().orElse(""))
                .anyMatch(detail -> detail.startsWith("# 1 · 2026-03-02"));

        day("2026-03-02", 500);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        day("2026-03-03", 500);
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(escalation().closing().orElseThrow().note()).isEqualTo("the violation was withdrawn");
    }

    @Test
    void theBudgetIsReadOverRestByThePeopleOfBothSides_5_3() throws Exception {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        JsonNode answer = got(client, budget("ok", ""));
        JsonNode period = answer.at("/budgets/0");
        assertThat(period.get("kind").asText()).isEqualTo("PERIOD");
        assertThat(period.get("until").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(period.at("/toDate/total").asInt()).isEqualTo(1_200);
        assertThat(period.at("/toDate/allowed").asInt()).isEqualTo(60);
        assertThat(period.at("/toDate/consumed").asInt()).isEqualTo(600);
        assertThat(period.at("/toDate/remaining").asInt()).isEqualTo(-540);
        assertThat(period.at("/toDate/completeness").asText()).startsWith("5.");
        assertThat(period.at("/projected/total").asDouble())
                .as("34 of 744 hours have passed")
                .isEqualTo(1_200 * 744 / 34.0, within(0.001));
        assertThat(burn(period, "PT1H")).isEqualTo(20);
        assertThat(burn(period, "PT6H")).isEqualTo(10);
        assertThat(StreamSupport.stream(period.get("alerts").spliterator(), false)
                        .map(alert -> alert.get("factor").asText() + " " + alert.get("exceeded")))
                .as("for the 31 days of March")
                .containsExactly("14.88 true", "6.2 true", "3.1 true", "1.033333 true");
        assertThat(period.at("/forecast/burn").asInt()).isEqualTo(10);
        assertThat(answer.get("episodes")).hasSize(2);

        JsonNode rolling = got(lead, budget("ok-28d", "")).at("/budgets/0");
        assertThat(rolling.get("kind").asText()).isEqualTo("ROLLING");
        assertThat(rolling.get("from").asText()).isEqualTo("2026-02-02T10:00:00Z");
        assertThat(rolling.at("/toDate/consumed").asInt()).isEqualTo(600);
        assertThat(rolling.has("projected")).isFalse();
        assertThat(got(lead, budget("ok", "?at=2026-03-02T09:00:00Z"))
                        .at("/budgets/0/toDate/consumed")
                        .asInt())
                .as("as it stood then")
                .isZero();
        assertThat(got(lead, budget("ok", "?period=2026-03")).at("/budgets/0/toDate"))
                .isEqualTo(period.get("toDate"));
        assertThat(refused(lead, budget("ok", "?period=2026-03&at=2026-03-02T09:00:00Z"), 400))
                .contains("period-or-at");
        assertThat(refused(lead, budget("ok", "?at=2027-03-02T09:00:00Z"), 422)).contains("query-invalid");
        assertThat(refused(lead, budget("slow", ""), 422)).contains("no-budget");
        assertThat(refused(lead, budget("none", ""), 404)).contains("not-found");
    }

    @Test
    void thePageShowsWhatIsLeft_5_3() {
        activate();
        anHourOfGoodAndOneOfBadRequests();
        look();

        Browser browser = new Browser(port);
        browser.login(client.value(), "surety");
        HttpResponse<String> page = browser.send("GET", "/agreements/" + name(), "");

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("Error budgets")
                .contains("burns too fast")
                .contains("20.00");
        assertThat(page.body()).contains("when the error budget burns more than 14.4 times too fast");
    }

    private void anHourOfGoodAndOneOfBadRequests() {
        requests(-60, 0, 10, 10);
        time.moveTo(minute(60));
        requests(0, 60, 0, 10);
        // the next one has begun, so that what came before is whole
        requests(60, 61, 0, 0);
    }

    /** One reading at the start of each minute after nine. */
    private void requests(int from, int to, long good, long total) {
        List<Measurement> readings = IntStream.range(from, to)
                .mapToObj(m -> Measurement.of(
                        "m" + sent++, (Content) new Content.Counter("checkout", "", minute(m), good, total)))
                .toList();
        measurements.take(new Delivery(hits, readings, false, lead));
    }

    /** Ten requests of a day, of which some are good, or more to make it good after all; received the next night. */
    private void day(String date, long good) {
        Instant at = Instant.parse(date + "T12:00:00Z").plusSeconds(sent);
        Instant night = Instant.parse(date + "T12:00:00Z").plus(Duration.ofHours(13));
        if (night.isAfter(time.now())) {
            time.moveTo(night);
        }
        measurements.take(new Delivery(
                hits,
                List.of(Measurement.of(
                        "d" + sent++, new Content.Counter("checkout", "", at, good, Math.max(10, good)))),
                false,
                lead));
        rollups.settle();
        current.run();
    }

    private void look() {
        rollups.settle();
        watch.run();
    }

    private static Instant minute(int afterNine) {
        return NINE.plus(Duration.ofMinutes(afterNine));
    }

    private String name() {
        return mark + "-checkout";
    }

    private Escalation escalation() {
        List<Escalation> all =
                escalations.of(name(), new Interval(Instant.EPOCH, time.now().plusMillis(1)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private EscalationDetails details() {
        return escalations.details(escalation().id());
    }

    private ProcessInstance onlyInstance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(escalation().id().toString())
                .singleResult();
    }

    private List<Letter> letters(PersonId person) {
        return mailbox.of(person, 50).stream()
                .filter(letter -> letter.state() != Letter.State.WITHDRAWN)
                .toList();
    }

    private static double burn(JsonNode budget, String window) {
        return StreamSupport.stream(budget.get("burns").spliterator(), false)
                .filter(burn -> burn.get("window").asText().equals(window))
                .findFirst()
                .orElseThrow()
                .get("burn")
                .asDouble();
    }

    private String budget(String term, String query) {
        return "/api/agreements/" + name() + "/terms/" + term + "/budget" + query;
    }

    private JsonNode got(PersonId person, String path) throws IOException {
        HttpResponse<String> answer = get(person, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String refused(PersonId person, String path, int status) {
        HttpResponse<String> answer = get(person, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private HttpResponse<String> get(PersonId person, String path) {
        return new Browser(port).send("GET", path, "", "Authorization", basic(person.value(), "surety"));
    }

    private void post(PersonId person, String path, String body) {
        HttpResponse<String> answer = new Browser(port)
                .send(
                        "POST",
                        path,
                        body,
                        "Authorization",
                        basic(person.value(), "surety"),
                        "Content-Type",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private PersonId person(String name, OrganisationId organisation, String role) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, "D " + name, name + "@x.example", organisation, ZoneId.of("UTC"), Locale.ENGLISH),
                "surety");
        register.assign(Assignment.of(id, organisation, new Role(role)));
        return id;
    }

    private void activate() {
        activate("complete: samples");
    }

    private void activate(String complete) {
        String text =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s-checkout, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: %1$s-shop, role: provider}, {id: %1$s-acme, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: checkout, description: checkout}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: hits-%1$s, kind: counters, step: PT1M, staleAfter: PT3M, %2$s}, {id: tickets-%1$s, kind: work-items, complete: watermark}]
                  terms:
                    - id: ok
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      target: {share: "95%%", calendar: always, per: month}
                      escalation: burn
                    - id: ok-28d
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      objective: {atLeast: "95%%", rolling: P28D}
                    - id: daily
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      target: {share: "95%%", calendar: always, per: day}
                      completeness: "0.01%%"
                      escalation: missed
                    - id: slow
                      service: checkout
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets-%1$s, start: {event: created}, stop: {enters: {state: [Closed]}}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                      tolerance: {breaches: 2, per: month}
                  escalations:
                    - id: burn
                      groupBy: [agreement, term]
                      tiers:
                        - {at: {burn: {factor: "14.4", long: PT1H, short: PT5M}}, tell: [{role: sre}], by: [webhook]}
                        - {at: {burn: {factor: "6", long: PT6H, short: PT30M}}, tell: [{role: sre}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: sre-lead}], by: [mail]}
                    - id: missed
                      groupBy: [agreement, term]
                      tiers:
                        - {at: {violation: 1}, tell: [{role: sre}], by: [mail]}
                        - {at: {violation: 2}, tell: [{role: sre-lead}], by: [mail]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(mark, complete);
        VersionRef ref = agreements
                .draft(documents.read(text.getBytes(StandardCharsets.UTF_8)), lead)
                .ref();
        for (VersionState next : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, next, lead, "test");
        }
        look();
    }
}
