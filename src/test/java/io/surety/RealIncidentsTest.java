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
import io.surety.agreement.VersionRef;
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
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.People;
import io.surety.testing.RealIncidents;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Imports the incidents of a real service desk and holds what comes out of it against {@link RecomputedIncidents}, which
 * works it out from the file itself.
 */
@WholeApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealIncidentsTest {

    private static final Path TABLE = Path.of("docs/real-incidents.md");
    private static final Interval VALIDITY =
            new Interval(Instant.parse("2016-01-01T00:00:00Z"), Instant.parse("2017-07-01T00:00:00Z"));
    private static final PersonId RITA = new PersonId("real.rita");

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
    private final ApiClient api;

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
            ApiClient api) {
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
        this.api = api;
    }

    @BeforeAll
    void importsTheFile() throws IOException {
        boolean there = Files.exists(RealIncidents.FILE);
        if (!there) {
            LoggerFactory.getLogger(RealIncidentsTest.class)
                    .warn("SKIPPED: {} is not there, so nothing is held against real incidents", RealIncidents.FILE);
        }
        assumeTrue(there, RealIncidents.FILE + " is not there");
        incidents.putAll(RecomputedIncidents.read(RealIncidents.FILE));
        time.moveTo(MovedTimeSource.START);
        organisation("real-it");
        organisation("real-acme");
        People.enrol(parties, RITA, new OrganisationId("real-it"), Role.SERVICE_LEVEL_MANAGER);
        String source = "{\"owner\":\"real-it\",\"readers\":[\"real-acme\"]}";
        api.answered(200, "PUT", RITA, "/api/sources/" + RealIncidents.SOURCE, source);
        activate();
        answer = importFile();
        String known =
                "{\"kind\":\"watermark\",\"source\":\"" + RealIncidents.SOURCE + "\",\"at\":\"2018-01-01T00:00:00Z\"}";
        api.answered(200, "POST", RITA, "/api/measurements", known);
    }

    private void organisation(String id) {
        parties.organisation(new Organisation(new OrganisationId(id), id, null));
    }

    /** Activates it for a time that is long past. */
    private void activate() throws IOException {
        VersionRef ref = agreements
                .draft(documents.read(new ClassPathResource("real-incidents.yaml").getContentAsByteArray()), RITA)
                .ref();
        IntoForce.bring(agreements, ref, RITA);
        agreements.move(ref, VersionState.EXPIRED, RITA, "of a time that is past");
    }

    private JsonNode importFile() throws IOException {
        HttpResponse<String> response = api.send(
                "POST",
                Browser.basic(RITA.value(), Browser.PASSWORD),
                "/api/work-items/imports?mapping=servicenow-audit&source=" + RealIncidents.SOURCE
                        + "&attribute=service:service-desk&attribute=customer:real-acme",
                BodyPublishers.ofFile(RealIncidents.FILE),
                "Content-Type",
                "text/csv");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ApiClient.tree(response).get("answer");
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
            List<ClockView> of = clocks.of(new ItemRef(RealIncidents.SOURCE, incident.number()));
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
        credits.of(RealIncidents.SOURCE).stream()
                .filter(c -> c.term().equals(term))
                .forEach(c -> owed.put(c.period().from(), c.amount()));
        var raised = new TreeMap<Instant, Integer>();
        violations.of(RealIncidents.SOURCE).stream()
                .filter(v -> v.term().equals(term))
                .forEach(v -> raised.put(v.period().from(), v.count()));
        var months = new TreeMap<YearMonth, Month>();
        for (StoredVerdict stored : verdicts.of(RealIncidents.SOURCE, VALIDITY)) {
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
                .flatMap(number -> clocks.of(new ItemRef(RealIncidents.SOURCE, number)).stream())
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
                .map(number -> clocks.of(new ItemRef(RealIncidents.SOURCE, number)))
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
