package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.reading.DocumentReading;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.ResultActions;

/** Agreements over REST and in the browser, with the login of people of four organisations. */
@WholeApplicationTest
class AgreementWebTest extends AgreementWebScene {

    @Autowired
    private JdbcClient jdbc;

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

    private ResultActions lint(String text, String who) throws Exception {
        return as(
                who,
                post("/api/agreements/lint").contentType("application/yaml").content(text));
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
}
