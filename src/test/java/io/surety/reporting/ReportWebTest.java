package io.surety.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.surety.evaluation.period.Credit;
import io.surety.testing.WholeApplicationTest;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** How a report and what came of the agreement are shown, to whom, and in which form. */
@WholeApplicationTest
class ReportWebTest extends ReportScene {

    @Test
    void jsonIsWhatAMachineGets() throws Exception {
        as("provider", get(path("2026-02")))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/json"))
                .andExpect(jsonPath("$.state").value("PROVISIONAL"))
                .andExpect(jsonPath("$.versions[0].version").value(names.agreement + "@1"))
                .andExpect(jsonPath("$.terms[0].term").value("resolve"))
                .andExpect(jsonPath("$.terms[0].actual").value("2/3"))
                .andExpect(jsonPath("$.terms[0].clocks.n").value(3))
                .andExpect(jsonPath("$.terms[0].trend.direction").value("UP"))
                .andExpect(jsonPath("$.terms[1].time.excludedMillis['agreed-maintenance']")
                        .value(240 * MINUTE))
                .andExpect(jsonPath("$.terms[1].actualPercent").value("99.850299 %"))
                .andExpect(jsonPath("$.unjudged").isEmpty());
        as("provider", get("/api/agreements/" + names.agreement + "/reports"))
                .andExpect(jsonPath("$[1].period").value("2026-03"))
                .andExpect(jsonPath("$[1].links.self").value(path("2026-03")));
    }

    @Test
    void aBrowserGetsAPageInItsLanguageWithTextsAsTexts() throws Exception {
        String english = text(as("customer", get(path("2026-01")).accept("text/html")));
        assertThat(english)
                .contains("Desk &lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("at least 60 % per month", "50 %", "2 counted, 1 missed", "100.00 EUR", "may be claimed")
                .contains("all: within 4 h (calendar always)")
                .doesNotContain("<script>", "??");
        String german = text(as("customer", get(page("2026-02")).header("Accept-Language", "de")));
        assertThat(german)
                .contains("mindestens 60 % je Monat", "66,6666 %", "3 gezählt, 1 verfehlt", "vorläufig")
                .contains("4 h ausgenommen: agreed-maintenance", "668 h vereinbart, 1 h ausgefallen")
                .doesNotContain("<script>", "??");
        assertThat(text(as("customer", get("/agreements/" + names.agreement + "/reports"))))
                .contains(page("2026-W07"))
                .doesNotContain("??");
    }

    @Test
    void aTableHasARowForEachLine() throws Exception {
        String csv = text(as("provider", get(path("2026-02")).accept("text/csv"))
                .andExpect(content().contentTypeCompatibleWith("text/csv")));
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv.lines().skip(1).findFirst()).hasValueSatisfying(row -> assertThat(row)
                .startsWith(names.agreement + ",2026-02," + names.agreement + "@1,resolve,,2026-02,")
                .contains(",PROVISIONAL,FULFILLED,,60.000000,,66.666666,3,1,0,"));
        assertThat(csv).contains(",2404800,3600,0,agreed-maintenance=14400", "customer=600");
    }

    @Test
    void onlyThePartiesFindItAndAThirdPartyDoesNotReadIt() throws Exception {
        for (String path : List.of(path("2026-02"), "/api/agreements/" + names.agreement + "/reports")) {
            as("stranger", get(path))
                    .andExpect(status().isNotFound())
                    .andExpect(jsonPath("$.type").value("urn:surety:problem:not-found"));
            as("third", get(path))
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(not(containsString("100.00"))));
            web.perform(get(path)).andExpect(status().isUnauthorized());
        }
        as("stranger", get(page("2026-02"))).andExpect(status().isNotFound());
        as("third", get(page("2026-02"))).andExpect(status().isForbidden());
    }

    @Test
    void refusesWhatIsNoPeriodAndFindsNoneBeforeOrAfter() throws Exception {
        for (String period : List.of("2026-W54", "2025-W53", "2026-13", "2026-02-30", "2026", "2026-W1", "x")) {
            as("provider", get(path(period)))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.type").value("urn:surety:problem:period-malformed"));
        }
        for (String period : List.of("2025-12", "2026-04", "2026-W20")) {
            as("provider", get(path(period))).andExpect(status().isNotFound());
        }
        as("provider", get(path("2026-02")).accept("application/xml")).andExpect(status().isNotAcceptable());
    }

    @Test
    void theAgreementsPageShowsWhatCameOfIt() throws Exception {
        called();
        world.open(names, "H", "2026-03-03T13:00");
        world.judge();
        as(
                        "provider",
                        post("/api/agreements/" + names.agreement + "/reviews")
                                .with(token())
                                .contentType("application/json")
                                .content("{}"))
                .andExpect(status().is2xxSuccessful());

        String english = text(as("customer", get("/agreements/" + names.agreement)));
        assertThat(english)
                .contains("At risk today", ">H</a>", "3 h 30 min")
                .contains("66.6666 %", "99.8502 %", "50.0000 %", "provisional", "final")
                .contains("terms/resolve/ledger?period=2026-02")
                .contains("100.00 EUR", "may be claimed", "Claim this credit")
                .contains("acknowledged", "Someone of " + names.provider)
                .contains("cycle:", "The next one is due on")
                .contains(page("2026-W10"))
                .doesNotContain("<script>", "??");
        assertThat(text(as("provider", get("/agreements/" + names.agreement).header("Accept-Language", "de"))))
                .contains("Heute gefährdet", "66,6666 %", "kann beansprucht werden", "Eskalationen", "Überprüfungen")
                .as("the provider cannot claim what it owes")
                .doesNotContain("Gutschrift beanspruchen", "<script>", "??");
    }

    @Test
    void aCreditIsClaimedOnThePage() throws Exception {
        Credit credit =
                line(report("2026-01"), "resolve", "2026-01").credits().get(0).credit();
        String claim = "/credits/" + credit.id() + "/claim";
        as("stranger", post(claim).with(tokenOfPage("stranger"))).andExpect(status().isNotFound());
        as("provider", post(claim).with(tokenOfPage("provider"))).andExpect(status().isForbidden());
        as("customer", post(claim).with(tokenOfPage("customer")))
                .andExpect(status().isFound())
                .andExpect(redirectedUrl("/agreements/" + names.agreement));
        assertThat(line(report("2026-01"), "resolve", "2026-01").credits())
                .singleElement()
                .satisfies(owed -> {
                    assertThat(owed.credit().state()).isEqualTo(Credit.State.ISSUED);
                    assertThat(owed.notes()).singleElement().satisfies(note -> assertThat(note.amount())
                            .isEqualByComparingTo("100.00"));
                });
        assertThat(text(as("customer", get("/agreements/" + names.agreement))))
                .contains("issued")
                .doesNotContain("Claim this credit");
    }

    @Test
    void theSectionsNeedAnAgreementInForceAndOneOfItsSides() throws Exception {
        String third = text(as("third", get("/agreements/" + names.agreement)));
        assertThat(third).contains("hosts the portal").doesNotContain("66.6666", "100.00 EUR", "At risk today");
    }

    private String path(String period) {
        return "/api" + page(period);
    }

    /** The token of the forms on our pages, as the home page hands it out. */
    private RequestPostProcessor tokenOfPage(String who) throws Exception {
        MvcResult home = as(who, get("/")).andReturn();
        MockHttpSession session =
                (MockHttpSession) Objects.requireNonNull(home.getRequest().getSession());
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(home.getResponse().getContentAsString());
        assertThat(token.find()).isTrue();
        return request -> {
            request.setSession(session);
            request.addParameter("_csrf", token.group(1));
            return request;
        };
    }
}
