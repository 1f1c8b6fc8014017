package io.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.RecomputedIncidents.Decided;
import io.surety.RecomputedIncidents.Incident;
import io.surety.RecomputedIncidents.Promise;
import io.surety.RecomputedMonths.Month;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.ReadVerdicts;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Violations;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.ItemRef;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Imports the incidents of a real service desk and holds what comes out of it against {@link RecomputedIncidents}, which
 * works it out from the file itself.
 */
@WholeApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealIncidentsTest {

    private static final Path FILE = Path.of("../shared/data/incident-events.csv");
    private static final Path TABLE = Path.of("docs/real-incidents.md");
    private static final String SOURCE = "real-incidents";
    private static final Interval VALIDITY =
            new Interval(Instant.parse("2016-01-01T00:00:00Z"), Instant.parse("2017-07-01T00:00:00Z"));
    private static final PersonId RITA = new PersonId("real.rita");
    private static final String PASSWORD = "a-long-Passw0rd!";

    private final RegisterParties parties;
    private final Agreements agreements;
    private final ReadDocument documents;
    private final Clocks clocks;
    private final KeepVerdictsCurrent current;
    private final ReadVerdicts verdicts;
    private final Violations violations;
    private final Credits credits;
    private final MovedTimeSource time;
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final int port;

    private final Map<String, Incident> incidents = new TreeMap<>();
    private JsonNode answer = new ObjectMapper().createObjectNode();

    @Autowired
    RealIncidentsTest(
            RegisterParties parties,
            Agreements agreements,
            ReadDocument documents,
            Clocks clocks,
            KeepVerdictsCurrent current,
            ReadVerdicts verdicts,
            Violations violations,
            Credits credits,
            MovedTimeSource time,
            JdbcClient jdbc,
            ObjectMapper json,
            @LocalServerPort int port) {
        this.parties = parties;
        this.agreements = agreements;
        this.documents = documents;
        this.clocks = clocks;
        this.current = current;
        this.verdicts = verdicts;
        this.violations = violations;
        this.credits = credits;
        this.time = time;
        this.jdbc = jdbc;
        this.json = json;
        this.port = port;
    }

    @BeforeAll
    void importsTheFile() throws IOException, InterruptedException {
        boolean there = Files.exists(FILE);
        if (!there) {
            LoggerFactory.getLogger(RealIncidentsTest.class)
                    .warn("SKIPPED: {} is not there, so nothing is held against real incidents", FILE);
        }
        assumeTrue(there, FILE + " is not there");
        incidents.putAll(RecomputedIncidents.read(FILE));
        time.moveTo(MovedTimeSource.START);
        organisation("real-it");
        organisation("real-acme");
        person();
        assertThat(put("/api/sources/" + SOURCE, "{\"owner\":\"real-it\",\"readers\":[\"real-acme\"]}")
                        .statusCode())
                .isEqualTo(200);
        activate();
        answer = importFile();
        String known = "{\"kind\":\"watermark\",\"source\":\"" + SOURCE + "\",\"at\":\"2018-01-01T00:00:00Z\"}";
        HttpResponse<String> watermark = send(request("/api/measurements")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(known)));
        assertThat(watermark.statusCode()).as(watermark.body()).isEqualTo(200);
    }

    private void organisation(String id) {
        parties.organisation(new Organisation(new OrganisationId(id), id, null));
    }

    private void person() {
        parties.person(
                new Person(
                        RITA,
                        "Rita",
                        "rita@example.org",
                        new OrganisationId("real-it"),
                        ZoneId.of("UTC"),
                        Locale.ENGLISH),
                PASSWORD);
        parties.assign(Assignment.of(RITA, new OrganisationId("real-it"), Role.SERVICE_LEVEL_MANAGER));
    }

    /** Activates it for a time that is long past. */
    private void activate() throws IOException {
        byte[] document = new ClassPathResource("real-incidents.yaml").getContentAsByteArray();
        Version version = agreements.draft(documents.read(document), RITA);
        for (VersionState state : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE,
                VersionState.EXPIRED)) {
            agreements.move(version.ref(), state, RITA, "of a time that is past");
        }
    }

    private JsonNode importFile() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("/api/work-items/imports?mapping=servicenow-audit&source=" + SOURCE
                        + "&attribute=service:service-desk&attribute=customer:real-acme")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofFile(FILE)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body()).get("answer");
    }

    private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        String login =
                Base64.getEncoder().encodeToString((RITA.value() + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void takesEveryRowAndSaysWhatIsOddAboutFour() {
        assertThat(answer.get("read").asInt()).isEqualTo(3538);
        assertThat(answer.get("taken").asInt()).isEqualTo(3538);
        assertThat(answer.get("refused").asInt()).isZero();
        assertThat(answer.get("complete").asBoolean()).isTrue();
        long early = incidents.values().stream()
                .mapToLong(
                        i -> i.rows().stream().filter(r -> r.at() < i.opened()).count())
                .sum();
        assertThat(early).isEqualTo(4);
        assertThat(answer.get("diagnostics").findValuesAsText("code"))
                .hasSize((int) early)
                .containsOnly("before-creation");
    }

    @Test
    void decidesEachClockAsTheFileSays() {
        assertThat(incidents).hasSize(522);
        for (Incident incident : incidents.values()) {
            List<ClockView> of = clocks.of(new ItemRef(SOURCE, incident.number()));
            check(incident, "respond", RecomputedIncidents.RESPOND, of);
            check(incident, "resolve", RecomputedIncidents.RESOLVE, of);
        }
    }

    private static void check(Incident incident, String term, Promise promise, List<ClockView> all) {
        Decided expected = RecomputedIncidents.decide(incident, promise);
        List<ClockView> of = all.stream().filter(c -> c.term().equals(term)).toList();
        List<ClockView> cancelled =
                of.stream().filter(c -> c.state() == ClockState.CANCELLED).toList();
        assertThat(of.stream().filter(c -> c.state() != ClockState.CANCELLED))
                .as(term + " of " + incident.number())
                .singleElement()
                .satisfies(c -> {
                    ClockView.Decision decision = c.decision().orElseThrow();
                    assertThat(new Decided(
                                    c.target(), decision.met(), decision.at().getEpochSecond() / 60, cancelled.size()))
                            .isEqualTo(expected);
                });
    }

    @Test
    void judgesEachMonthAsTheFileSays() {
        assertThat(months("respond")).isEqualTo(RecomputedMonths.respond(incidents));
        assertThat(months("resolve")).isEqualTo(RecomputedMonths.resolve(incidents));
    }

    /** What was published for each month, in the words of the recomputation. */
    private Map<YearMonth, Month> months(String term) {
        current.run();
        var owed = new TreeMap<Instant, BigDecimal>();
        credits.of(SOURCE).stream()
                .filter(c -> c.term().equals(term))
                .forEach(c -> owed.put(c.period().from(), c.amount()));
        var raised = new TreeMap<Instant, Integer>();
        violations.of(SOURCE).stream()
                .filter(v -> v.term().equals(term))
                .forEach(v -> raised.put(v.period().from(), v.count()));
        var months = new TreeMap<YearMonth, Month>();
        for (StoredVerdict stored : verdicts.of(SOURCE, VALIDITY)) {
            Verdict verdict = stored.verdict();
            Instant from = verdict.period().part().from();
            if (verdict.term().equals(term)) {
                assertThat(stored.state()).isEqualTo(PeriodState.FINAL);
                assertThat(raised.getOrDefault(from, 0)).isEqualTo(verdict.count());
                Account account = (Account) verdict.ledger();
                Month month = new Month(
                        (int) account.count(AccountLabel.GOOD),
                        (int) account.count(AccountLabel.BAD),
                        verdict.value().name(),
                        verdict.count(),
                        owed.getOrDefault(from, new BigDecimal("0.00")));
                months.put(YearMonth.from(from.atZone(ZoneOffset.UTC)), month);
            }
        }
        return months;
    }

    @Test
    void tellsNobodyOfWhatIsLongPast() {
        List<ClockView> late = incidents.keySet().stream()
                .flatMap(number -> clocks.of(new ItemRef(SOURCE, number)).stream())
                .filter(c -> c.decision().map(d -> !d.met()).orElse(false))
                .toList();
        assertThat(late).isNotEmpty().allMatch(ClockView::retroactive);
        assertThat(messagesToRita()).isZero();
    }

    private long messagesToRita() {
        return jdbc.sql("select count(*) from notification.messages where person = :person")
                .param("person", RITA.value())
                .query(Long.class)
                .single();
    }

    @Test
    void changesNothingWhenTheFileIsImportedAgain() throws IOException, InterruptedException {
        List<List<ClockView>> before = allClocks();
        Map<YearMonth, Month> months = months("resolve");

        JsonNode again = importFile();

        assertThat(again.get("repeated").asInt()).isEqualTo(3538);
        assertThat(again.get("taken").asInt()).isZero();
        assertThat(allClocks()).isEqualTo(before);
        assertThat(months("resolve")).isEqualTo(months);
    }

    private List<List<ClockView>> allClocks() {
        return incidents.keySet().stream()
                .map(number -> clocks.of(new ItemRef(SOURCE, number)))
                .toList();
    }

    /** The page is what this test finds; {@code -Dsurety.docs.write=true} writes it anew. */
    @Test
    void saysInTheDocsHowOftenTheSourceDisagrees() throws IOException {
        String page = new RealIncidentsPage(incidents).text();
        if (Boolean.getBoolean("surety.docs.write")) {
            Files.writeString(TABLE, page);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(page);
    }
}
