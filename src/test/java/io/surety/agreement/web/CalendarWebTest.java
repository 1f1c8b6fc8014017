package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Calendars over REST: evaluation, shared calendars with their versions and rights, and their lint by year. */
@WholeApplicationTest
class CalendarWebTest {

    private static final String OFFICE =
            """
            {"id": "office", "zone": "Europe/Berlin", "windows": [{"days": ["MO", "TU", "WE", "TH", "FR"],
              "from": "09:00", "to": "17:00"}], "holidays": {"region": "DE-BE"}}""";

    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Hashing passwords is slow on purpose, and no test changes these people. */
    private static final Map<String, ThreeParties> REGISTERED = new ConcurrentHashMap<>();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private MovedTimeSource time;

    private MockMvc web;
    private ThreeParties people;
    private String name;

    @BeforeEach
    void setUp() {
        time.moveTo(MovedTimeSource.START);
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        name = "office-" + COUNT.incrementAndGet();
        people = REGISTERED.computeIfAbsent("all", all -> new ThreeParties(register, read));
    }

    @Test
    void answersEachOperationInItsPlace() throws Exception {
        evaluate(
                        OFFICE,
                        """
                {"op": "elapsed", "from": "2026-01-02T09:00:00Z", "to": "2026-01-02T13:00:00Z"},
                {"op": "deadline", "from": "2026-01-02T06:00:00+01:00", "within": "PT2H"},
                {"op": "sleep"},
                {"op": "open", "at": "2026-01-01T10:00:00Z"},
                {"op": "deadline", "from": "2026-01-02T12:00:00Z", "within": "P1BD"},
                {"op": "deadline", "from": "2026-01-05T08:00:00Z", "within": "PT4H",
                 "pauses": [{"from": "2026-01-05T09:00:00Z", "to": "2026-01-05T11:00:00Z"},
                            {"from": "2026-01-05T10:00:00Z", "to": "2026-01-05T12:00:00Z"}]},
                {"op": "next-open", "at": "2026-01-02T16:00:00Z"}""")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results.length()").value(7))
                .andExpect(jsonPath("$.results[0].elapsedMillis").value(14_400_000))
                .andExpect(jsonPath("$.results[0].length()").value(1))
                .andExpect(jsonPath("$.results[1].deadline").value("2026-01-02T10:00:00Z"))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:operation-invalid"))
                .andExpect(jsonPath("$.results[2].problem.status").value(422))
                .andExpect(jsonPath("$.results[2].problem.diagnostics[0].path").value("/operations/2/op"))
                .andExpect(jsonPath("$.results[3].open").value(false))
                .andExpect(jsonPath("$.results[4].deadline").value("2026-01-05T16:00:00Z"))
                .andExpect(jsonPath("$.results[5].deadline").value("2026-01-05T15:00:00Z"))
                .andExpect(jsonPath("$.results[6].nextOpen").value("2026-01-05T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"op\":\"elapsed\",\"from\":\"0001-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|out-of-range",
                "{\"op\":\"elapsed\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"+9999999-01-01T00:00:00Z\"}|out-of-range",
                "{\"op\":\"elapsed\",\"from\":\"2026-01-01T00:00:00Z\"}|missing",
                "{\"op\":\"open\",\"at\":17}|wrong-type",
                "{\"op\":\"open\",\"at\":\"yesterday\"}|wrong-form",
                "{\"op\":\"open\",\"at\":\"2026-02-30T00:00:00Z\"}|wrong-form",
                "{\"op\":\"open\",\"at\":\"2026-01-01T00:00:00Z\",\"zone\":\"UTC\"}|unknown-field",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"P90D\"}|wrong-length",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"P1BDT4H\"}|wrong-length",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"PT1H\",\"pauses\":[{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}]}|period-empty",
                "[]|wrong-type",
                "null|wrong-type"
            })
    void anOperationThatIsWrongSpoilsNoOther(String operation, String code) throws Exception {
        evaluate(OFFICE, operation + ", {\"op\": \"open\", \"at\": \"2026-01-02T10:00:00Z\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].problem.diagnostics[0].code").value(code))
                .andExpect(jsonPath("$.results[1].open").value(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"zone\": \"Europe/Berlin\"|\"zone\": \"Europe/Atlantis\"|/calendar/zone|unknown-zone",
                "\"windows\"|\"doors\"|/calendar/doors|unknown-field",
                "DE-BE|DE-XX|/calendar/holidays/region|unknown-region",
                "\"09:00\"|\"25:00\"|/calendar/windows/0/from|wrong-form",
                "\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"]|\"days\": []|/calendar/windows/0/days|too-few",
                "\"id\": \"office\"|\"id\": 7|/calendar/id|wrong-form"
            })
    void aCalendarThatIsWrongIsRefusedWithItsPath(String part, String other, String path, String code)
            throws Exception {
        evaluate(OFFICE.replace(part, other), "{\"op\": \"open\", \"at\": \"2026-01-02T10:00:00Z\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].path").value(path))
                .andExpect(jsonPath("$.diagnostics[0].code").value(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zone\": \"UTC\"}",
                "{\"zone\": \"UTC\", \"windows\": [], \"dates\": [{\"date\": \"2026-01-01\", \"windows\": []}]}",
                "{\"zone\": \"UTC\", \"holidays\": {\"extra\": [\"2026-01-01\"]}}"
            })
    void aCalendarThatNeverOpensIsRefused(String calendar) throws Exception {
        evaluate(calendar, "{\"op\": \"deadline\", \"from\": \"2026-01-02T10:00:00Z\", \"within\": \"PT1H\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("calendar-never-opens"));
    }

    @Test
    void whatNeverIsDueIsAProblemAndNotAnError() throws Exception {
        evaluate(
                        "{\"zone\": \"UTC\", \"dates\": [{\"date\": \"2026-01-02\", \"windows\": [{\"from\": \"09:00\", \"to\": \"10:00\"}]}]}",
                        "{\"op\": \"deadline\", \"from\": \"2026-01-01T10:00:00Z\", \"within\": \"PT2H\"},"
                                + "{\"op\": \"next-open\", \"at\": \"2026-01-03T10:00:00Z\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].problem.type").value("urn:surety:problem:never-due"))
                .andExpect(jsonPath("$.results[1].problem.type").value("urn:surety:problem:never-open"));
    }

    @Test
    void aRequestThatIsMeantToHurtIsAnsweredWithinASecond() throws Exception {
        String ten = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"%02d:00\", \"to\": \"%02d:01\"}"
                                .formatted(i, i))
                .collect(Collectors.joining(","));
        String wide =
                "{\"zone\": \"America/New_York\", \"windows\": [" + ten + "], \"holidays\": {\"region\": \"US-NY\"}}";
        String far = "{\"op\": \"elapsed\", \"from\": \"1970-01-01T00:00:00Z\", \"to\": \"2200-01-01T00:00:00Z\"},"
                + "{\"op\": \"deadline\", \"from\": \"1970-01-01T00:00:00Z\", \"within\": \"PT999999H\"}";
        long took = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // the first one loads classes and the region
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            evaluate(wide, far)
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.results[1].problem.type").value("urn:surety:problem:never-due"));
            took = Math.min(took, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        evaluate(wide.replace(ten, ten + "," + ten), far)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("too-many"));

        String open = "{\"op\":\"open\",\"at\":\"2026-01-02T10:00:00Z\"}";
        String many = IntStream.range(0, 10_001).mapToObj(i -> open).collect(Collectors.joining(","));
        evaluate(OFFICE, many)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("too-many"));
        String more = IntStream.range(0, 200_000).mapToObj(i -> "{}").collect(Collectors.joining(","));
        evaluate(OFFICE, more).andExpect(status().isBadRequest());
        evaluate(OFFICE, "{\"op\":\"" + "x".repeat(1 << 20) + "\"}").andExpect(status().isPayloadTooLarge());
        evaluate(OFFICE, "[".repeat(5_000)).andExpect(status().isBadRequest());
        assertThat(Duration.ofNanos(took)).as("work of one thread").isLessThan(Duration.ofMillis(1_000));
    }

    @Test
    void aSharedCalendarHasVersionsThatItsPeopleSee() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.calendar.version").value(1));
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"))
                .andExpect(jsonPath("$.calendar.version").value(1));
        keep(people.manager, calendar("16:00", "2027-01-01", "2029-01-01"))
                .andExpect(jsonPath("$.calendar.version").value(2));

        as(people.manager, get("/api/calendars/" + name + "/versions"))
                .andExpect(jsonPath("$.length()").value(2));
        as(people.manager, get("/api/calendars/" + name + "?on=2026-06-01"))
                .andExpect(jsonPath("$.calendar.version").value(1))
                .andExpect(jsonPath("$.document.spec.holidays.frozen.library").isNotEmpty())
                .andExpect(jsonPath("$.document.spec.holidays.frozen.to").value("2030-01-01"));
        as(people.manager, get("/api/calendars/" + name + "?on=2025-06-01")).andExpect(status().isNotFound());
        as(people.manager, get("/api/calendars")).andExpect(jsonPath("$[*].id", hasItem(name)));
        evaluation(
                        people.manager,
                        "\"" + name + "\"",
                        "{\"op\":\"elapsed\",\"from\":\"2026-06-01T00:00:00Z\",\"to\":\"2026-06-02T00:00:00Z\"},"
                                + "{\"op\":\"elapsed\",\"from\":\"2027-06-01T00:00:00Z\",\"to\":\"2027-06-02T00:00:00Z\"},"
                                + "{\"op\":\"open\",\"at\":\"2025-06-02T10:00:00Z\"}")
                .andExpect(jsonPath("$.results[0].elapsedMillis").value(8 * 3_600_000))
                .andExpect(jsonPath("$.results[1].elapsedMillis").value(7 * 3_600_000))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:outside-validity"));
    }

    @Test
    void anotherOrganisationDoesNotLearnThatItIsThere() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        for (String path : List.of("", "/versions", "/lint?year=2026")) {
            String foreign = text(
                    as(people.stranger, get("/api/calendars/" + name + path)).andExpect(status().isNotFound()));
            String absent = text(as(people.stranger, get("/api/calendars/none-" + name + path))
                    .andExpect(status().isNotFound()));
            assertThat(foreign.replace(name, "")).isEqualTo(absent.replace("none-" + name, ""));
        }
        as(people.stranger, get("/api/calendars")).andExpect(jsonPath("$[*].id", not(hasItem(name))));
        evaluation(people.stranger, "\"" + name + "\"", "{\"op\":\"open\",\"at\":\"2026-06-01T00:00:00Z\"}")
                .andExpect(status().isNotFound());
        keep(people.stranger, calendar("10:00", "2026-01-01", "2028-01-01")).andExpect(status().isForbidden());
        keep(people.representative, calendar("10:00", "2026-01-01", "2028-01-01"))
                .andExpect(status().isForbidden());
        web.perform(get("/api/calendars/" + name)).andExpect(status().isUnauthorized());
    }

    @Test
    void anAgreementKeepsTheCalendarThatItTookAndLintTellsWhatANewerOneChanges_3_4() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        Version drafted = agreements.draft(read.read(bytes(agreement())), people.manager);
        activate(drafted.ref());
        String before = agreements.content(drafted.hash()).orElseThrow();
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].shared.hash"))
                .hasSize(64);
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].windows[0].to"))
                .isEqualTo("17:00");
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].holidays.frozen.to"))
                .as("two years more than the validity")
                .isGreaterThanOrEqualTo("2029-04-01");

        String shut = calendar("17:00", "2026-01-01", "2028-01-01")
                .replace(
                        "\"holidays\": {\"region\": \"DE-BE\"}",
                        "\"holidays\": {\"region\": \"DE-BE\", \"extra\": [\"2026-06-01\"]}");
        keep(people.manager, shut).andExpect(jsonPath("$.calendar.version").value(2));

        assertThat(agreements.get(drafted.ref()).hash()).isEqualTo(drafted.hash());
        assertThat(read.read(bytes(before)).hash()).isEqualTo(drafted.hash());
        assertThat(read.read(bytes(before)).warnings())
                .extracting(d -> d.path() + " " + d.code())
                .containsExactly("/spec/calendars/0/shared shared-calendar-newer");
        as(people.representative, get("/api/calendars/" + name)).andExpect(status().isNotFound());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.version").value(2))
                .andExpect(jsonPath("$.days[?(@.date == '2026-06-01')].reason").value("extra"))
                .andExpect(jsonPath("$.days[?(@.date == '2026-01-01')].reason").value("holiday"))
                .andExpect(jsonPath("$.days[?(@.date == '2026-01-01')].normalMillis")
                        .value(8 * 3_600_000))
                .andExpect(jsonPath("$.days[?(@.date == '2026-06-02')]").isEmpty())
                .andExpect(jsonPath("$.unreachable").isEmpty())
                .andExpect(jsonPath("$.differing[0].agreement").value(people.agreement))
                .andExpect(jsonPath("$.differing[0].days.length()").value(1))
                .andExpect(jsonPath("$.differing[0].days[0].date").value("2026-06-01"))
                .andExpect(jsonPath("$.differing[0].days[0].newMillis").value(0));

        String always = shut.replace(
                        "\"windows\": [",
                        "\"dates\": [{\"date\": \"2027-12-30\", \"windows\": [{\"from\": \"10:00\", \"to\": \"10:30\"}]}], \"unused\": [")
                .replaceFirst(", \"unused\": \\[.*?}]", "");
        keep(people.manager, always).andExpect(status().isCreated());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.unreachable[0].agreement").value(people.agreement))
                .andExpect(jsonPath("$.unreachable[0].term").value("respond"))
                .andExpect(jsonPath("$.unreachable[0].target").value("all"))
                .andExpect(jsonPath("$.unreachable[0].reason").value("never-due"));
    }

    @Test
    void lintNamesTheDaysOnWhichTheClocksChange() throws Exception {
        String night = calendar("09:00", "2026-01-01", "2028-01-01")
                .replace(
                        "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"]",
                        "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"]")
                .replace(
                        "\"holidays\": {\"region\": \"DE-BE\"}",
                        "\"dates\": [{\"date\": \"2026-12-24\", \"windows\": []}]");
        keep(people.manager, night).andExpect(status().isCreated());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days.length()").value(4))
                .andExpect(jsonPath("$.days[0].date").value("2026-03-29"))
                .andExpect(jsonPath("$.days[0].reason").value("clock-change"))
                .andExpect(jsonPath("$.days[0].openMillis").value(23 * 3_600_000))
                .andExpect(jsonPath("$.days[1].date").value("2026-10-25"))
                .andExpect(jsonPath("$.days[1].openMillis").value(25 * 3_600_000))
                .andExpect(jsonPath("$.days[2].reason").value("date"))
                .andExpect(jsonPath("$.days[3].date").value("2026-12-25"))
                .andExpect(jsonPath("$.days[3].reason").value("neighbour"))
                .andExpect(jsonPath("$.days[3].openMillis").value(15 * 3_600_000));
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2024"))
                .andExpect(status().isUnprocessableEntity());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=99999999"))
                .andExpect(status().isUnprocessableEntity());
    }

    /** Open until five in the first half of the year, until three in the second. */
    @Test
    void aComplementIsThatOfTheVersionThatHoldsAtTheStart() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2027-01-01")).andExpect(status().isCreated());
        keep(people.manager, calendar("15:00", "2026-07-01", "2027-01-01")).andExpect(status().isCreated());

        evaluation(
                        people.manager,
                        "{\"complementOf\": \"" + name + "\"}",
                        """
                        {"op": "open", "at": "2026-06-01T16:00:00+02:00"},
                        {"op": "open", "at": "2026-07-06T16:00:00+02:00"},
                        {"op": "open", "at": "2027-07-05T16:00:00+02:00"}""")
                .andExpect(jsonPath("$.results[0].open").value(false))
                .andExpect(jsonPath("$.results[1].open").value(true))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:outside-validity"));
    }

    /** By hand, from the law on holidays of Berlin and the decree on summer time. */
    @Test
    void lintNamesEachUnusualDayOfBerlinAndNoOther() throws Exception {
        String always = calendar("24:00", "2026-01-01", "2028-01-01")
                .replace("\"FR\"]", "\"FR\", \"SA\", \"SU\"]")
                .replace("\"09:00\"", "\"00:00\"");
        keep(people.manager, always).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[?(@.openMillis == 0)].date")
                        .value(contains(
                                "2026-01-01",
                                "2026-03-08",
                                "2026-04-03",
                                "2026-04-06",
                                "2026-05-01",
                                "2026-05-14",
                                "2026-05-25",
                                "2026-10-03",
                                "2026-12-25",
                                "2026-12-26")))
                .andExpect(jsonPath("$.days[?(@.openMillis != 0)].date").value(contains("2026-03-29", "2026-10-25")));
    }

    /** In New South Wales summer ends on Easter Sunday of this year, and two holidays fall on a Saturday. */
    @Test
    void lintNamesEachUnusualDayOfSydneyAndNoOther() throws Exception {
        String always = calendar("24:00", "2026-01-01", "2028-01-01")
                .replace("\"FR\"]", "\"FR\", \"SA\", \"SU\"]")
                .replace("\"09:00\"", "\"00:00\"")
                .replace("Europe/Berlin", "Australia/Sydney")
                .replace("\"region\": \"DE-BE\"", "\"extra\": [\"2026-01-26\"]");
        keep(people.manager, always).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[*].date").value(contains("2026-01-26", "2026-04-05", "2026-10-04")))
                .andExpect(jsonPath("$.days[*].openMillis").value(contains(0, 25 * 3_600_000, 23 * 3_600_000)));
    }

    @Test
    void lintTellsOfEachDayWhatTheVersionSaysThatHoldsOnIt() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2027-01-01")).andExpect(status().isCreated());
        keep(people.manager, calendar("15:00", "2026-07-01", "2028-01-01")).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[*].date")
                        .value(contains(
                                "2026-01-01",
                                "2026-04-03",
                                "2026-04-06",
                                "2026-05-01",
                                "2026-05-14",
                                "2026-05-25",
                                "2026-12-25")))
                .andExpect(jsonPath("$.days[*].version").value(contains(1, 1, 1, 1, 1, 1, 2)))
                .andExpect(jsonPath("$.days[5].normalMillis").value(8 * 3_600_000))
                .andExpect(jsonPath("$.days[6].normalMillis").value(6 * 3_600_000));
    }

    @Test
    void whoDraftsTakesNoCalendarOfAnOrganisationThatIsNotHers() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        for (PersonId person : List.of(people.representative, people.stranger)) {
            as(person, post("/api/agreements").contentType("application/yaml").content(bytes(agreement())))
                    .andExpect(status().is4xxClientError())
                    .andExpect(content().string(not(org.hamcrest.Matchers.containsString("09:00"))));
        }
    }

    @Test
    void wholeDaysOfAFileBecomeClosedDatesOfTheNextVersion() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                + "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260626\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
                + "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260101\r\nEND:VEVENT\r\n"
                + "BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20260701T100000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
                + "END:VCALENDAR\r\n";
        imports(people.manager, file)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.calendar.version").value(2))
                .andExpect(jsonPath("$.taken").value(4))
                .andExpect(jsonPath("$.repeated").value(1))
                .andExpect(jsonPath("$.refused.length()").value(1))
                .andExpect(jsonPath("$.refused[0].code").value("not-a-day"));
        imports(people.manager, file)
                .andExpect(jsonPath("$.calendar.version").value(2))
                .andExpect(jsonPath("$.taken").value(0))
                .andExpect(jsonPath("$.repeated").value(5));
        evaluation(people.manager, "\"" + name + "\"", "{\"op\":\"open\",\"at\":\"2026-06-26T10:00:00Z\"}")
                .andExpect(jsonPath("$.results[0].open").value(false));
        imports(people.stranger, file).andExpect(status().isNotFound());
        imports(people.manager, "<!DOCTYPE a>").andExpect(status().isBadRequest());
    }

    private ResultActions imports(PersonId person, String file) throws Exception {
        return as(
                person,
                post("/api/calendars/" + name + "/imports")
                        .contentType("text/calendar")
                        .content(bytes(file)));
    }

    private void activate(VersionRef ref) {
        for (VersionState state : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, state, people.manager, "test");
        }
    }

    private String agreement() {
        return people.text(Content.PLAIN)
                .replaceFirst("\\{id: open, zone.*", "{id: open, shared: {name: " + name + "}}");
    }

    private String calendar(String to, String from, String end) {
        return """
                {"apiVersion": "surety/v1", "kind": "Calendar", "metadata": {"name": "%s", "title": "Office"},
                 "spec": {"organisation": "%s", "validity": {"from": "%s", "to": "%s"}, "zone": "Europe/Berlin",
                  "windows": [{"days": ["MO", "TU", "WE", "TH", "FR"], "from": "09:00", "to": "%s"}],
                  "holidays": {"region": "DE-BE"}}}"""
                .formatted(name, people.provider, from, end, to);
    }

    private ResultActions keep(PersonId person, String calendar) throws Exception {
        return as(person, post("/api/calendars").contentType("application/json").content(bytes(calendar)));
    }

    private ResultActions evaluate(String calendar, String operations) throws Exception {
        return evaluation(people.manager, calendar, operations);
    }

    private ResultActions evaluation(PersonId person, String calendar, String operations) throws Exception {
        return as(
                person,
                post("/api/calendars/evaluation")
                        .contentType("application/json")
                        .content(bytes("{\"calendar\": " + calendar + ", \"operations\": [" + operations + "]}")));
    }

    private ResultActions as(PersonId person, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(httpBasic(person.value(), "surety")));
    }

    private static String text(ResultActions actions) throws Exception {
        return actions.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
