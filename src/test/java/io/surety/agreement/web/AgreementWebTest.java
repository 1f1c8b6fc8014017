package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.Templates;
import io.surety.agreement.reading.DocumentReading;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Agreements over REST and in the browser, with the login of people of four organisations. */
@WholeApplicationTest
class AgreementWebTest {

    /** Hashing passwords is slow on purpose, and no test changes these people. */
    private static boolean registered;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery staple";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private RegisterParties register;

    @Autowired
    private Agreements agreements;

    @Autowired
    private Templates templates;

    @Autowired
    private Parties parties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovedTimeSource time;

    private MockMvc web;
    private final String n = "web";
    private String name;

    @BeforeEach
    void setUp() {
        time.moveTo(MovedTimeSource.START);
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        name = "web-" + COUNT.incrementAndGet();
        if (!registered) {
            person("provider", Role.SERVICE_LEVEL_MANAGER);
            person("customer", Role.CUSTOMER_REPRESENTATIVE);
            person("third", Role.THIRD_PARTY_CONTACT);
            person("stranger", Role.SERVICE_LEVEL_MANAGER);
            person("clerk", organisation("provider"), new Role("service-desk-agent"));
            register.organisation(new Organisation(organisation("unit"), "unit", organisation("provider")));
            person("unit", organisation("unit"), Role.CUSTOMER_REPRESENTATIVE);
            PersonId provider = new PersonId("provider." + n);
            register.assign(Assignment.of(provider, organisation("provider"), new Role("it-director")));
            register.assign(Assignment.of(provider, organisation("provider"), new Role("service-desk-lead")));
            register.onCall(
                    organisation("provider"),
                    "first-line",
                    provider,
                    new Interval(MovedTimeSource.START, MovedTimeSource.START.plus(Duration.ofDays(3000))));
            registered = true;
        }
    }

    private OrganisationId organisation(String who) {
        return new OrganisationId(who + "-" + n);
    }

    private void person(String who, Role role) {
        register.organisation(new Organisation(organisation(who), who, null));
        person(who, organisation(who), role);
    }

    private void person(String who, OrganisationId organisation, Role role) {
        PersonId id = new PersonId(who + "." + n);
        register.person(
                new Person(id, who, who + "@x.example", organisation, ZoneOffset.UTC, Locale.ENGLISH), PASSWORD);
        register.assign(Assignment.of(id, organisation, role));
    }

    private String document() {
        return DocumentReading.itSupport()
                .replace("it-support-acme", name)
                .replace("northwind-it", "provider-" + n)
                .replace("id: acme", "id: customer-" + n)
                .replace("cloudco", "third-" + n);
    }

    @Test
    void aDocumentBecomesADraftThatItsPartiesFind() throws Exception {
        String answer = draft(document(), "provider")
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/api/agreements/" + name))
                .andExpect(jsonPath("$.state").value("DRAFT"))
                .andExpect(jsonPath("$.version").value(name + "@1"))
                .andExpect(jsonPath("$.warnings").isEmpty())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String hash = new ObjectMapper().readTree(answer).get("hash").textValue();

        as("customer", get("/api/agreements/" + name))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.hash").value(hash))
                .andExpect(jsonPath("$.inForce").doesNotExist())
                .andExpect(jsonPath("$.versions[0].validity.from").value("2025-12-31T23:00:00Z"));
        as("customer", get("/api/agreements")).andExpect(jsonPath("$[*].name", hasItem(name)));
        as("provider", get("/api/agreements/" + name + "/history"))
                .andExpect(jsonPath("$[0].by").value("provider." + n));
    }

    @Test
    void theDocumentComesBackInBothLanguagesWithTheSameHash() throws Exception {
        draft(document(), "provider");
        String path = "/api/agreements/" + name + "/versions/1/document";
        String json = text(as("customer", get(path)).andExpect(status().isOk()));
        String yaml = text(as("customer", get(path).accept("application/yaml"))
                .andExpect(content().contentTypeCompatibleWith("application/yaml")));

        assertThat(json).startsWith("{\"apiVersion\"");
        assertThat(yaml).startsWith("---\napiVersion");
        String hash = agreements.newest(name).orElseThrow().hash().hex();
        for (String text : new String[] {json, yaml}) {
            String type = text.startsWith("{") ? "application/json" : "application/yaml";
            as("stranger", post("/api/agreements/lint").contentType(type).content(text))
                    .andExpect(jsonPath("$.accepted").value(true))
                    .andExpect(jsonPath("$.hash").value(hash));
        }
    }

    @Test
    void isNotFoundByAnybodyElse() throws Exception {
        draft(document(), "provider");

        for (String path : new String[] {"", "/history", "/versions/1/document"}) {
            as("stranger", get("/api/agreements/" + name + path))
                    .andExpect(status().isNotFound())
                    .andExpect(jsonPath("$.type").value("urn:surety:problem:not-found"));
        }
        as("stranger", get("/api/agreements")).andExpect(jsonPath("$[*].name", not(hasItem(name))));
        page("stranger", "/agreements/" + name).andExpect(status().isNotFound());
        as("provider", get("/api/agreements/" + name + "/versions/2/document")).andExpect(status().isNotFound());
        web.perform(get("/api/agreements/" + name)).andExpect(status().isUnauthorized());
    }

    @Test
    void aThirdPartyKnowsOfItAndDoesNotReadWhatTheSidesPay() throws Exception {
        draft(document(), "provider");

        as("third", get("/api/agreements/" + name)).andExpect(status().isOk());
        as("third", get("/api/agreements/" + name + "/versions/1/document")).andExpect(status().isForbidden());
        page("third", "/agreements/" + name)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("hosts the ticketing system")))
                .andExpect(content().string(not(containsString("12000.00"))));
    }

    @Test
    void onlyASideDraftsAndNobodyTakesAName() throws Exception {
        draft(document(), "stranger").andExpect(status().isForbidden());
        draft(document(), "third").andExpect(status().isForbidden());
        draft(document(), "customer").andExpect(status().isCreated());
        draft(document().replace("provider-" + n, "stranger-" + n).replace("customer-" + n, "somebody"), "stranger")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:name-taken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesBadInputWithinASecondAndStoresNothing(int status, String problem, String code, byte[] body)
            throws Exception {
        long before = stored();
        long start = System.nanoTime();
        String answer = text(as(
                        "provider",
                        post("/api/agreements").contentType("application/yaml").content(body))
                .andExpect(status().is(status))
                .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
                .andExpect(jsonPath("$.type").value("urn:surety:problem:" + problem)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(answer).contains(code);
        assertThat(stored()).isEqualTo(before);
        assertThat(agreements.newest(name)).isEmpty();
    }

    static Stream<Arguments> refusesBadInputWithinASecondAndStoresNothing() {
        String good = DocumentReading.itSupport();
        return Stream.of(
                bad(400, "document-malformed", "yaml-syntax", "kind: [Agreement"),
                bad(400, "document-malformed", "anchor-not-allowed", "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\n"),
                bad(
                        400,
                        "document-malformed",
                        "alias-not-allowed",
                        good.replace("title: IT support for Acme", "title: *a")),
                bad(400, "document-malformed", "too-deep", "[".repeat(900_000)),
                bad(400, "document-malformed", "duplicate-key", good + "kind: Agreement\n"),
                Arguments.of(
                        413,
                        "document-too-large",
                        "1048576",
                        (good + "#".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8)),
                Arguments.of(400, "document-malformed", "wrong-encoding", good.getBytes(StandardCharsets.UTF_16)),
                Arguments.of(
                        400,
                        "document-malformed",
                        "wrong-encoding",
                        good.replace("Acme", "Größe").getBytes(StandardCharsets.ISO_8859_1)),
                bad(422, "document-invalid", "date-does-not-exist", good.replace("2027-01-01", "2026-02-30")),
                bad(422, "document-invalid", "duplicate-id", good.replace("id: portal-up", "id: resolve")),
                bad(422, "document-invalid", "unknown-field", good.replace("minimumEvents: 5", "minimum: 5")),
                bad(422, "document-invalid", "value-not-allowed", good.replace("every: P1W, to", "every: P2W, to")));
    }

    private static Arguments bad(int status, String problem, String code, String text) {
        return Arguments.of(status, problem, code, text.getBytes(StandardCharsets.UTF_8));
    }

    private long stored() {
        return jdbc.sql("select (select count(*) from agreement.documents) + (select count(*) from agreement.versions)")
                .query(Long.class)
                .single();
    }

    @Test
    void refusesOtherMediaAndAnswersForUnknownOnes() throws Exception {
        as("provider", post("/api/agreements").contentType("text/plain").content(document()))
                .andExpect(status().isUnsupportedMediaType());
        as(
                        "provider",
                        post("/api/agreements")
                                .contentType("application/yaml;charset=utf-16")
                                .content(document()))
                .andExpect(status().isUnsupportedMediaType());
        as("provider", get("/api/agreements/none-" + n)).andExpect(status().isNotFound());
        as("provider", get("/api/agreements/" + name + "/versions/one/document"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void scriptInEveryTextIsShownAsText() throws Exception {
        String script = "<script>alert(1)</script>";
        String hostile = document()
                .replace("title: IT support for Acme", "title: " + script)
                .replace("name: Nora Weiss", "name: " + script)
                .replace("duties: [hosts the ticketing system]", "duties: [\"" + script + "\"]")
                .replace("one place for faults and requests", script)
                .replace("[hardware repair, printers]", "[\"" + script + "\"]")
                .replace("Awaiting User Info", script)
                .replace("Awaiting Vendor", script)
                .replace("[Resolved, Closed]", "[\"" + script + "\"]")
                .replace("type: [incident]", "type: [\"" + script + "\"]")
                .replace("1 - Critical", script)
                .replace("report faults by phone", script);
        draft(hostile, "provider").andExpect(status().isCreated());

        for (String path : new String[] {"/agreements", "/agreements/" + name, "/agreements/" + name + "?version=1"}) {
            String page = text(page("customer", path).andExpect(status().isOk()));
            assertThat(page).doesNotContain(script).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        }
        assertThat(text(as("customer", get("/api/agreements/" + name + "/versions/1/document"))))
                .as("the content is kept as it was written")
                .contains("\"description\":\"" + script + "\"");
    }

    @Test
    void thePageSaysTheAgreementInPlainWords() throws Exception {
        draft(document(), "provider");

        assertThat(text(page("customer", "/agreements/" + name)))
                .contains("Not included: hardware repair, printers")
                .contains("p1-prime: within 4 h (calendar prime)")
                .contains("rest: within 3 business days")
                .contains("At least 99.9 % (calendar always), per month")
                .contains("Below 90 %: credit of 10 % of the charges of service-desk")
                .contains("at 75 % of the target: tell service-desk-lead")
                .contains("A review every 3 months from January 15, 2026 on")
                .contains("It pauses while state: Awaiting User Info")
                .doesNotContain("??");
        assertThat(text(web.perform(get("/agreements/" + name)
                        .header("Accept-Language", "de")
                        .with(user("customer." + n)))))
                .contains("Nicht enthalten: hardware repair, printers")
                .contains("innerhalb von 3 Arbeitstage")
                .doesNotContain("??");
    }

    @Test
    void theAgreementListsTheDatesOfItsHolidays_3_4() throws Exception {
        draft(document(), "provider");

        assertThat(text(page("customer", "/agreements/" + name)))
                .contains("jollyday ")
                .contains("October 2, 2026", "March 8, 2026 International Women", "December 25, 2028 1st Christmas")
                .doesNotContain("January 6, 2026");
    }

    @Test
    void whoeverSpeaksForASideDraftsForItAndNobodyElse() throws Exception {
        draft(document(), "clerk")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:role-needed"));
        draft(document(), "third")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:not-a-side"));
        assertThat(agreements.newest(name)).isEmpty();
        draft(document().replace("provider-" + n, "unit-" + n), "provider").andExpect(status().isCreated());
    }

    @Test
    void theLastTierOfAnEscalationReachesSomeone() throws Exception {
        String nobody = document().replace("role: it-director", "role: moon-keeper");
        draft(nobody, "provider")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("last-tier-reaches-nobody"))
                .andExpect(jsonPath("$.diagnostics[0].path").value("/spec/escalations/0/tiers/2/tell"));
        lint(nobody, "provider").andExpect(jsonPath("$.accepted").value(false));
        lint(nobody, "stranger").andExpect(jsonPath("$.accepted").value(true));
        draft(document().replace("role: it-director", "rota: moon-watch"), "provider")
                .andExpect(status().isUnprocessableEntity());
        assertThat(agreements.newest(name)).isEmpty();
    }

    @Test
    void aTierThatReachesNobodyIsSkippedAndSaid() throws Exception {
        String skipped = document()
                .replace("role: service-desk-lead", "role: moon-keeper")
                .replace("first-line", "second-line");
        lint(skipped, "provider")
                .andExpect(jsonPath("$.accepted").value(true))
                .andExpect(jsonPath("$.warnings[*].code", contains("tier-reaches-nobody", "tier-reaches-nobody")));
        draft(skipped, "provider")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.warnings[0].path").value("/spec/escalations/0/tiers/0/tell"))
                .andExpect(jsonPath("$.warnings[1].path").value("/spec/escalations/0/tiers/1/tell"));
    }

    @Test
    void whoeverIsOnCallLaterIsReached() throws Exception {
        Instant later = MovedTimeSource.START.plus(Duration.ofDays(30));
        register.onCall(
                organisation("provider"),
                "late-shift",
                new PersonId("provider." + n),
                new Interval(later, later.plusSeconds(60)));
        String text = document().replace("role: it-director", "rota: late-shift");

        lint(text, "provider").andExpect(jsonPath("$.accepted").value(true));
        time.moveTo(later.plusSeconds(60));
        lint(text, "provider").andExpect(jsonPath("$.accepted").value(false));
    }

    @Test
    void anAgreementIsMadeFromATemplate() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());
        as("customer", get("/api/templates/" + of))
                .andExpect(jsonPath("$.template.placeholders[0].name").value("respond"))
                .andExpect(jsonPath("$.template.organisation").value("provider-" + n))
                .andExpect(jsonPath("$.document.kind").value("Template"));

        String path = "/api/templates/" + of + "/agreements";
        as("customer", post(path).contentType("application/json").content(values("PT5H")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("creation-constraint"));
        as("customer", post(path).contentType("application/json").content(values("PT2H")))
                .andExpect(status().isCreated());
        String made =
                agreements.content(agreements.newest(name).orElseThrow().hash()).orElseThrow();
        as(
                        "customer",
                        post("/api/agreements")
                                .contentType("application/json")
                                .content(
                                        made.replace("PT2H", "PT6H").replace("\"" + name + "\"", "\"" + name + "-b\"")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("creation-constraint"));
        ContentHash hash = templates.visible(of, caller("customer")).template().hash();
        assertThat(made).contains("\"template\":\"" + hash + "\"");
        assertThat(new ObjectMapper()
                        .readTree(templates.withValuesOf(hash, made).orElseThrow())
                        .get("spec"))
                .as("what the approval matrix compares it with")
                .isEqualTo(new ObjectMapper().readTree(made).get("spec"));
        assertThat(text(page("customer", "/agreements/" + name)))
                .contains("/templates/" + of)
                .contains("made from the template Desk");
        assertThat(text(page("customer", "/templates"))).contains(of).contains("provider-" + n);
        assertThat(text(page("customer", "/templates/" + of)))
                .contains("respond")
                .contains("POST /api/templates/" + of + "/agreements")
                .contains("kind: &quot;Template&quot;")
                .doesNotContain("??");
    }

    @Test
    void aTemplateIsThereForItsOwnersItsUnitsAndThePartiesThatItNames() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());

        for (String who : new String[] {"provider", "clerk", "unit", "customer"}) {
            as(who, get("/api/templates/" + of)).andExpect(status().isOk());
            as(who, get("/api/templates")).andExpect(jsonPath("$[*].name", hasItem(of)));
        }
        as("stranger", get("/api/templates/" + of)).andExpect(status().isNotFound());
        as("stranger", get("/api/templates")).andExpect(jsonPath("$[*].name", not(hasItem(of))));
        as(
                        "stranger",
                        post("/api/templates/" + of + "/agreements")
                                .contentType("application/json")
                                .content(values("PT2H")))
                .andExpect(status().isNotFound());
        page("stranger", "/templates/" + of).andExpect(status().isNotFound());
        as(
                        "clerk",
                        post("/api/templates/" + of + "/agreements")
                                .contentType("application/json")
                                .content(values("PT2H")))
                .andExpect(status().isForbidden());
        assertThat(agreements.newest(name)).isEmpty();
    }

    @Test
    void scriptInATemplateIsShownAsText() throws Exception {
        String script = "<script>alert(2)</script>";
        String hostile = template("template-" + name, "PT4H")
                .replace("title: Desk", "title: \"" + script + "\"")
                .replace("{name: respond, ", "{name: respond, description: \"" + script + "\", default: PT3H, ")
                .replace("description: help desk", "description: \"" + script + "\"");
        keep(hostile, "provider").andExpect(status().isCreated());

        for (String path : new String[] {"/templates", "/templates/template-" + name}) {
            assertThat(text(page("customer", path).andExpect(status().isOk())))
                    .doesNotContain(script)
                    .contains("&lt;script&gt;alert(2)&lt;/script&gt;");
        }
    }

    @Test
    void onlyItsOwnersServiceLevelManagersChangeATemplate() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "clerk")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:role-needed"));
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());

        for (String who : new String[] {"clerk", "unit", "customer"}) {
            keep(template(of, "PT8H"), who).andExpect(status().isForbidden());
        }
        keep(template(of, "PT8H"), "stranger")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:name-taken"));
        keep(template(of, "PT8H"), "stranger", "provider-" + n).andExpect(status().isNotFound());
        as("provider", get("/api/templates/" + of))
                .andExpect(jsonPath("$.document.constraints[0].range.atMost").value("PT4H"));
        keep(template(of, "PT8H"), "provider").andExpect(status().isCreated());
        as("provider", get("/api/templates/" + of))
                .andExpect(jsonPath("$.document.constraints[0].range.atMost").value("PT8H"));
        keep(template(of + "-unit", "PT8H"), "provider", "unit-" + n)
                .andExpect(jsonPath("$.organisation").value("unit-" + n));
    }

    private String template(String of, String most) {
        return """
                apiVersion: surety/v1
                kind: Template
                metadata: {name: %s, title: Desk}
                placeholders: [{name: respond, example: PT1H}]
                constraints: [{id: time, range: {path: /spec/terms/respond/targets/all/within, atMost: %s}}]
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: provider-%s, role: provider}, {id: customer-%s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: office, notice: P30D}
                  services: [{id: desk, description: help desk}]
                  calendars: [{id: office, zone: UTC, windows: [{days: [MO], from: "08:00", to: "18:00"}]}]
                  sources: [{id: tickets, kind: work-items, complete: watermark}]
                  terms:
                    - id: respond
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets, start: {event: created}, stop: {leaves: {state: [New]}}}
                      targets: [{id: all, calendar: office, within: "${respond}"}]
                """
                .formatted(of, most, n, n);
    }

    private Caller caller(String who) {
        return parties.caller(new PersonId(who + "." + n));
    }

    private ResultActions keep(String template, String who, String... organisation) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/api/templates").contentType("application/yaml").content(template);
        for (String one : organisation) {
            request.param("organisation", one);
        }
        return as(who, request);
    }

    private ResultActions lint(String text, String who) throws Exception {
        return as(
                who,
                post("/api/agreements/lint").contentType("application/yaml").content(text));
    }

    private String values(String respond) {
        return "{\"name\": \"" + name + "\", \"values\": {\"respond\": \"" + respond + "\"}}";
    }

    @Test
    void theSchemaIsServed() throws Exception {
        as("customer", get("/api/schemas/agreement-v1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.$id").value("urn:surety:schema:agreement-v1"));
    }

    private ResultActions draft(String text, String who) throws Exception {
        return as(who, post("/api/agreements").contentType("application/yaml").content(text));
    }

    private ResultActions as(String who, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(httpBasic(who + "." + n, PASSWORD)));
    }

    private ResultActions page(String who, String path) throws Exception {
        return web.perform(get(path).header("Accept-Language", "en").with(user(who + "." + n)));
    }

    private static String text(ResultActions result) throws Exception {
        return result.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
