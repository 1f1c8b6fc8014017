package io.surety;

import static io.surety.evaluation.VerdictValue.FULFILLED;
import static io.surety.evaluation.VerdictValue.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole documents beside {@code domain.md} 2.2: each is accepted over REST, printed in both languages, and judged on two
 * months of measurements, a bad January and a good February.
 */
@WholeApplicationTest
class ExamplesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final PersonId NORA = new PersonId("nora.examples");

    /** As the examples name them; the names here are of no other test. */
    private static final List<String> NAMES = List.of(
            "northwind-it",
            "acme",
            "cloudco",
            "network-unit",
            "service-desk-unit",
            "marketing",
            "sales",
            "shopcloud",
            "checkout-latency",
            "prom",
            "it-support-acme",
            "ola-network",
            "uc-cloudco",
            "leads-2026",
            "tickets",
            "probe",
            "cloudco-feed",
            "crm");

    private static final List<String> PARTIES = NAMES.subList(0, 8);
    private static final List<String> SOURCES = List.of("tickets", "probe", "cloudco-feed", "crm", "prom");
    private static final AtomicInteger MARKS = new AtomicInteger();
    private static boolean registered;

    /** Two examples have sources of one name, and different owners. */
    private final String mark = "ex" + MARKS.incrementAndGet();

    @Autowired
    private RegisterParties register;

    @Autowired
    private Sources sources;

    @Autowired
    private TakeMeasurements measurements;

    @Autowired
    private Agreements agreements;

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private Verdicts verdicts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    private ApiClient api;

    private final List<Measurement> told = new ArrayList<>();
    private int count;

    @BeforeEach
    void afterTwoMonths() {
        time.moveTo(local("2026-03-10T09:00"));
        Interval always = new Interval(local("2026-01-01T00:00"), local("2036-01-01T00:00"));
        if (!registered) {
            PARTIES.forEach(
                    party -> register.organisation(new Organisation(new OrganisationId(of(party)), party, null)));
            person(NORA, "northwind-it");
            for (String party : PARTIES) {
                register.assign(Assignment.of(NORA, new OrganisationId(of(party)), Role.SERVICE_LEVEL_MANAGER));
            }
            for (String role : List.of("service-desk-lead", "it-director")) {
                register.assign(Assignment.of(NORA, new OrganisationId(of("northwind-it")), new Role(role)));
            }
            register.onCall(new OrganisationId(of("northwind-it")), "first-line", NORA, always);
            register.assign(Assignment.of(NORA, new OrganisationId(of("shopcloud")), new Role("sre-lead")));
            register.onCall(new OrganisationId(of("shopcloud")), "sre", NORA, always);
            person(new PersonId("anna.examples"), "sales");
            person(new PersonId("ben.examples"), "sales");
            registered = true;
        }
    }

    private void person(PersonId id, String party) {
        register.person(
                new Person(id, id.value(), id + "@x.example", new OrganisationId(of(party)), BERLIN, Locale.ENGLISH),
                Browser.PASSWORD);
    }

    @Test
    void theInternalOlaIsAcceptedPrintedAndJudged_2_2() throws Exception {
        source("tickets", "network-unit");
        for (int month = 1; month <= 2; month++) {
            for (int day = 1; day <= 12; day++) {
                String key = "F%d-%02d".formatted(month, day);
                String at = "2026-%02d-%02dT10:00".formatted(month, day);
                event(key, at, "created", "", "service", "network-faults", "type", "incident", "group", "Desk");
                event(key, at, "changed", "", "group", "Network");
                // on one working day of January nobody looks at it before the afternoon
                String back = month == 1 && day == 7 ? "15:00" : "11:30";
                event(key, at.substring(0, 11) + back, "changed", "", "group", "Desk");
            }
        }
        deliver("tickets");

        inForce("internal-ola.yaml", "ola-network");

        assertThat(judged("ola-network", 1)).containsEntry("hand-back", VIOLATED);
        assertThat(judged("ola-network", 2)).containsEntry("hand-back", FULFILLED);
    }

    @Test
    void itSupportWithUptimeIsAcceptedPrintedAndJudged_2_2() throws Exception {
        source("tickets", "northwind-it");
        source("probe", "northwind-it");
        for (int month = 1; month <= 2; month++) {
            for (int day = 12; day <= 16; day++) {
                String date = "2026-%02d-%02dT".formatted(month, month == 1 ? day : day - 3);
                String key = "INC%d-%02d".formatted(month, day);
                String resolved = month == 1 && day == 14 ? "16:00" : "10:00";
                event(
                        key,
                        date + "09:00",
                        "created",
                        "",
                        "service",
                        "service-desk",
                        "customer",
                        of("acme"),
                        "type",
                        "incident",
                        "priority",
                        "1 - Critical",
                        "state",
                        "New");
                event(key, date + resolved, "changed", "", "state", "Resolved");
            }
        }
        told.add(Measurement.of(
                "down",
                new Content.Outage(
                        "portal", local("2026-01-20T10:00"), local("2026-01-20T12:00"), "fault", null, "monitoring")));
        deliver("tickets");

        inForce("it-support-and-uptime.yaml", "it-support-acme");

        assertThat(judged("it-support-acme", 1))
                .containsEntry("resolve/p1-prime", VIOLATED)
                .containsEntry("portal-up", VIOLATED);
        assertThat(judged("it-support-acme", 2))
                .containsEntry("resolve/p1-prime", FULFILLED)
                .containsEntry("portal-up", FULFILLED);
    }

    @Test
    void theSuppliersContractIsAcceptedPrintedAndJudged_2_2() throws Exception {
        source("cloudco-feed", "cloudco");
        told.add(Measurement.of(
                "down",
                new Content.Outage(
                        "ticketing-hosting",
                        local("2026-01-20T10:00"),
                        local("2026-01-20T11:00"),
                        "fault",
                        null,
                        "load balancer")));
        deliver("cloudco-feed");

        inForce("supplier-uc.yaml", "uc-cloudco");

        assertThat(judged("uc-cloudco", 1)).containsEntry("ticketing-up", VIOLATED);
        assertThat(judged("uc-cloudco", 2)).containsEntry("ticketing-up", FULFILLED);
    }

    /** Ben works from noon to eight: what he gets in the morning and answers after lunch is in time for him only. */
    @Test
    void marketingAndSalesIsAcceptedPrintedAndJudgedOnTheCalendarsOfTheReps_2_2() throws Exception {
        worksFrom("anna.examples", "09:00", "18:00");
        worksFrom("ben.examples", "12:00", "20:00");
        source("crm", "marketing");
        lead("J1", "2026-01-13", "c-level", "anna.examples", "12:40");
        lead("J2", "2026-01-14", "director", "ben.examples", "12:40");
        for (int n = 0; n < 40; n++) {
            lead("F%02d".formatted(n), "2026-02-%02d".formatted(2 + n % 5), "c-level", "ben.examples", "12:40");
        }
        deliver("crm");

        String page = inForce("marketing-sales.yaml", "leads-2026");

        assertThat(page).contains("Kalender der zu Beginn zugewiesenen Person");
        assertThat(judged("leads-2026", 1))
                .containsEntry("volume/enterprise-decision", VIOLATED)
                .containsEntry("first-touch/decision-maker", VIOLATED)
                .containsEntry("attempts", FULFILLED);
        assertThat(judged("leads-2026", 2))
                .containsEntry("volume/enterprise-decision", FULFILLED)
                .containsEntry("volume/midmarket", VIOLATED)
                .containsEntry("first-touch/decision-maker", FULFILLED)
                .containsEntry("attempts", FULFILLED);
    }

    /** What Prometheus would have been asked for is delivered as it would have been: a count for each minute. */
    @Test
    void checkoutLatencyIsAcceptedPrintedAndJudged_2_2() throws Exception {
        source("prom", "shopcloud");
        inForce("p95-latency.yaml", "checkout-latency");
        String indicator = jdbc.sql("select indicator from evaluation.judged_terms where agreement = ? and term = ?")
                .param(of("checkout-latency"))
                .param("checkout-p95")
                .query(String.class)
                .single();
        Instant until = Instant.parse("2026-03-01T00:00:00Z");
        Instant february = Instant.parse("2026-02-01T00:00:00Z");
        for (Instant at = Instant.parse("2026-01-01T00:00:00Z"); at.isBefore(until); at = at.plusSeconds(60)) {
            // in January a slow one in ten, which is too many; in February one in forty
            long within = at.isBefore(february) ? 36 : 39;
            told.add(Measurement.of("c" + count++, new Content.Counter("checkout", indicator, at, within, 40)));
            if (told.size() == 10_000) {
                take("prom");
            }
        }
        take("prom");
        current.run();

        assertThat(judged("checkout-latency", 1)).containsEntry("checkout-p95", VIOLATED);
        assertThat(judged("checkout-latency", 2)).containsEntry("checkout-p95", FULFILLED);
    }

    /** Delivered and assigned at 9:30, touched for the first time at the given time, and five times more that day. */
    private void lead(String key, String date, String seniority, String rep, String touched) {
        event(key, date + "T09:15", "created", "", "service", "leads", "segment", "enterprise", "seniority", seniority);
        event(key, date + "T09:20", "delivered", "");
        event(key, date + "T09:30", "assigned", "", "assignee", rep);
        event(key, date + "T09:31", "touched", "automatic");
        event(key, date + "T" + touched, "touched", "human");
        for (int n = 1; n <= 5; n++) {
            event(key, date + "T1" + (n + 2) + ":00", "touched", "human");
        }
        event(key, date + "T19:00", "changed", "", "state", "Converted");
    }

    private void worksFrom(String person, String from, String to) {
        String hours =
                """
                {"from": "2025-12-31T23:00:00Z", "own": {"zone": "Europe/Berlin",
                 "windows": [{"days": ["MO", "TU", "WE", "TH", "FR"], "from": "%s", "to": "%s"}]}}
                """
                        .formatted(from, to);
        api.answered(201, "POST", NORA, "/api/people/" + person + "/work-calendars", hours);
    }

    /** @return its page in German */
    private String inForce(String file, String name) throws IOException {
        String text = Files.readString(Path.of("../shared/design/examples", file));
        for (String one : NAMES) {
            text = text.replaceAll("(?<![\\w-])" + one + "(?![\\w-])", of(one));
        }
        api.answered(201, "POST", NORA, "/api/agreements", "application/yaml", text);
        VersionRef ref = new VersionRef(of(name), 1);
        IntoForce.bring(agreements, ref, NORA);
        current.run();
        String english = page(name, "en");
        agreements.get(ref).document().spec().terms().forEach(term -> assertThat(english)
                .contains(term.id()));
        return page(name, "de");
    }

    private String page(String name, String language) {
        HttpResponse<String> page =
                api.browser(NORA).get("/agreements/" + of(name), "Accept", "text/html", "Accept-Language", language);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"" + language + "\"");
        return page.body();
    }

    /** The verdicts of a month, by {@code term} or {@code term/target}. */
    private Map<String, VerdictValue> judged(String name, int month) {
        YearMonth of = YearMonth.of(2026, month);
        Interval span = new Interval(
                of.atDay(1).atStartOfDay(BERLIN).toInstant(),
                of.plusMonths(1).atDay(1).atStartOfDay(BERLIN).toInstant());
        Instant middle = of.atDay(15).atStartOfDay(BERLIN).toInstant();
        Map<String, VerdictValue> values = new TreeMap<>();
        for (StoredVerdict stored : verdicts.of(of(name), span)) {
            var verdict = stored.verdict();
            if (!verdict.period().part().contains(middle)) {
                continue;
            }
            values.put(
                    verdict.term()
                            + verdict.target().map(target -> "/" + target).orElse(""),
                    verdict.value());
        }
        return values;
    }

    private void source(String source, String owner) {
        sources.register(
                new Source(
                        of(source),
                        new OrganisationId(of(owner)),
                        Set.of(new OrganisationId(of("acme")), new OrganisationId(of("sales")))),
                NORA);
    }

    private void event(String key, String at, String type, String by, String... attributes) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put(attributes[i], attributes[i + 1]);
        }
        told.add(Measurement.of(
                key + "-" + count, new Content.WorkItem(key, local(at), List.of((long) count++), type, by, map)));
    }

    /** All that was told, and that nothing else had happened by the end of February. */
    private void deliver(String source) {
        told.add(Measurement.of(
                "known", new Content.Watermark(local("2026-03-01T00:00").plus(Duration.ofHours(1)))));
        take(source);
    }

    private void take(String source) {
        measurements.take(new Delivery(of(source), List.copyOf(told), false, NORA));
        told.clear();
    }

    private String of(String name) {
        return name + "-" + (SOURCES.contains(name) ? mark : "ex");
    }

    private static Instant local(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(BERLIN).toInstant();
    }
}
