package io.surety.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.surety.escalation.Escalation;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.Credit;
import io.surety.notification.Mailbox;
import io.surety.party.PersonId;
import io.surety.reporting.ReportLine.Direction;
import io.surety.reporting.ReportWorld.Names;
import io.surety.shared.Ratio;
import io.surety.testing.WholeApplicationTest;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * Reports over two months of tickets and outages whose figures were worked out by hand ({@code domain.md} 4, 9).
 *
 * <p>January: 2 tickets, of which 1 took 5 h instead of 4 h: 1/2. February: 3, of which 1: 2/3. February has 28 × 24 × 60
 * = 40,320 min, of which 240 are maintenance, so AST = 40,080 min; of an outage of 90 min 30 lie in the maintenance, and
 * 10 min more were the customer's: D = 60 min, A = 40,020 / 40,080.
 */
@WholeApplicationTest
class ReportTest {

    private static final long MINUTE = 60_000;

    private final ReportWorld world;
    private final MakeReport reports;
    private final SendReports send;
    private final Mailbox mailbox;
    private final MockMvc web;
    private Names names = new Names();

    @Autowired
    ReportTest(MakeReport reports, SendReports send, Mailbox mailbox, WebApplicationContext context) {
        this.world = new ReportWorld(context);
        this.reports = reports;
        this.send = send;
        this.mailbox = mailbox;
        this.web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void twoMonthsPass() {
        names = world.begin("Desk <script>alert(1)</script>");
        world.at("2026-02-01T09:00");
        world.ticket(names, "A", "2026-01-12T09:00", "2026-01-12T10:00");
        world.ticket(names, "B", "2026-01-12T09:00", "2026-01-12T14:00");
        world.maintenance(names, "patch", "2026-02-10T08:00", "2026-02-10T12:00");
        world.known(names, "2026-01-31T23:00");
        world.judge();
        world.at("2026-03-02T09:00");
        world.ticket(names, "C", "2026-02-12T09:00", "2026-02-12T10:00");
        world.ticket(names, "D", "2026-02-12T09:00", "2026-02-12T13:00");
        world.ticket(names, "E", "2026-02-12T09:00", "2026-02-12T14:00");
        world.outage(names, "o1", "2026-02-10T11:30", "2026-02-10T13:00", "unknown");
        world.outage(names, "o2", "2026-02-20T11:00", "2026-02-20T11:10", "customer");
        world.known(names, "2026-02-28T23:00");
        world.judge();
    }

    private Report report(String period) {
        return reports.of(names.agreement, period, world.provider(names));
    }

    private static ReportLine line(Report report, String term, String period) {
        List<ReportLine> found = report.lines().stream()
                .filter(l -> l.verdict().term().equals(term) && l.periodLabel().equals(period))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void theMonthOfClocksSaysWhatTheirAccountSums() {
        ReportLine february = line(report("2026-02"), "resolve", "2026-02");

        assertThat(february.state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(february.verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(february.verdict().share()).contains(Ratio.of(2, 3));
        assertThat(february.promise().atLeast()).contains(Ratio.of(60, 100));
        assertThat(february.measured()).isInstanceOfSatisfying(Measured.Counted.class, counted -> {
            assertThat(counted.n()).isEqualTo(3);
            assertThat(counted.good()).isEqualTo(2);
            assertThat(counted.bad()).isEqualTo(1);
            assertThat(counted.unknown()).isZero();
            assertThat(counted.notCounted()).isEmpty();
        });
        assertThat(february.verdict().completeness()).contains(Ratio.ONE);
        assertThat(february.trend()).contains(new ReportLine.Trend(Direction.UP, Ratio.of(1, 2)));
        assertThat(february.credits()).isEmpty();
    }

    @Test
    void theMonthOfAPortalSaysWhatWasExcludedAndExcusedByCause() {
        ReportLine february = line(report("2026-02"), "portal-up", "2026-02");

        assertThat(february.verdict().share()).contains(Ratio.of(40_020, 40_080));
        assertThat(february.measured()).isInstanceOfSatisfying(Measured.Timed.class, timed -> {
            assertThat(timed.agreed()).isEqualTo(40_080 * MINUTE);
            assertThat(timed.down()).isEqualTo(60 * MINUTE);
            assertThat(timed.unknown()).isZero();
            assertThat(timed.excluded()).containsExactly(entry("agreed-maintenance", 240 * MINUTE));
            assertThat(timed.excused()).containsExactly(entry("customer", 10 * MINUTE));
        });
        assertThat(february.trend()).contains(new ReportLine.Trend(Direction.DOWN, Ratio.ONE));
    }

    @Test
    void theViolatedMonthHasItsViolationAndItsCreditAndNothingBefore() {
        Report january = report("2026-01");
        ReportLine line = line(january, "resolve", "2026-01");

        assertThat(line.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(line.trend()).isEmpty();
        assertThat(line.credits()).singleElement().satisfies(owed -> {
            assertThat(owed.credit().amount()).isEqualByComparingTo("100.00");
            assertThat(owed.credit().state()).isEqualTo(Credit.State.CLAIMABLE);
        });
        assertThat(january.violations()).singleElement().satisfies(v -> assertThat(v.term())
                .isEqualTo("resolve"));
        assertThat(report("2026-02").violations()).isEmpty();
    }

    @Test
    void aWeekShowsTheRunningMonthToDateAndEachMonthThatItTouches() {
        Report week = report("2026-W05"); // 26 January to 1 February
        assertThat(week.lines().stream().map(l -> l.verdict().term() + " " + l.periodLabel() + " " + l.state()))
                .containsExactly(
                        "resolve 2026-01 FINAL",
                        "resolve 2026-02 PROVISIONAL",
                        "portal-up 2026-01 FINAL",
                        "portal-up 2026-02 PROVISIONAL");
        assertThat(week.state()).contains(PeriodState.PROVISIONAL);

        assertThat(line(report("2026-W10"), "resolve", "2026-03").state()).isEqualTo(PeriodState.RUNNING);
        world.at("2026-03-20T09:00");
        assertThat(line(report("2026-W10"), "resolve", "2026-03").state())
                .as("the month still runs when the week has ended")
                .isEqualTo(PeriodState.RUNNING);
    }

    @Test
    void aRestatedMonthSaysWhatWasSaidBeforeAndTheDifference() {
        world.at("2026-03-20T09:00");
        world.judge();
        assertThat(line(report("2026-02"), "resolve", "2026-02").state()).isEqualTo(PeriodState.FINAL);

        world.at("2026-03-21T09:00");
        world.ticket(names, "F", "2026-02-13T09:00", "2026-02-13T10:00");
        world.judge();

        ReportLine february = line(report("2026-02"), "resolve", "2026-02");
        assertThat(february.state()).isEqualTo(PeriodState.RESTATED);
        assertThat(february.verdict().share()).contains(Ratio.of(3, 4));
        assertThat(february.correction()).hasValueSatisfying(correction -> {
            assertThat(correction.before().verdict().share()).contains(Ratio.of(2, 3));
            assertThat(correction.difference()).contains(Ratio.of(1, 12));
        });
        assertThat(report("2026-02").state()).contains(PeriodState.RESTATED);
    }

    @Test
    void thePeriodsGoFromTheFirstDayInForceToToday() {
        List<String> labels = reports.periods(names.agreement, world.provider(names)).stream()
                .map(ReportPeriod::label)
                .toList();
        assertThat(labels)
                .startsWith("2026-W10", "2026-03", "2026-W09")
                .endsWith("2026-W02", "2026-01", "2026-W01")
                .hasSize(13);
    }

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
    void theReceiversAreToldOnceOfEachWeekAlsoAfterAStop() {
        world.at("2026-03-09T08:00"); // a Monday; the application was off since Friday
        send.run();
        send.run();
        assertThat(links()).containsOnlyOnce(page("2026-W10"));
        int before = links().size();

        world.at("2026-03-31T08:00"); // off for three weeks
        send.run();
        send.run();
        assertThat(links())
                .hasSize(before + 3)
                .contains(page("2026-W11"), page("2026-W12"), page("2026-W13"))
                .doesNotContain(page("2026-W14"));
        assertThat(mailbox.of(new PersonId(names.person(names.provider)), 100).stream()
                        .filter(letter -> letter.link().contains("/reports/")))
                .as("the agreement sends it to the customer alone")
                .isEmpty();
    }

    @Test
    void whereTheDocumentSaysSoTheReceiversAreToldOfEachMonth_2_2() {
        names = world.begin("Desk", "1000.00", "P1M");
        world.at("2026-01-31T22:59");
        send.run();
        assertThat(links()).isEmpty();
        world.at("2026-02-01T08:00");
        send.run();
        send.run();
        assertThat(links()).containsExactly(page("2026-01"));
    }

    @Test
    void whoWasCalledAndWhoTookItOnIsInTheWeekInWhichItWasOpened() throws Exception {
        called();

        assertThat(report("2026-W10").escalations()).singleElement().satisfies(called -> {
            assertThat(called.escalation().term()).isEqualTo("resolve");
            assertThat(called.acknowledgedBy()).contains("Someone of " + names.provider);
        });
        assertThat(report("2026-W09").escalations()).isEmpty();
        assertThat(text(as("customer", get(page("2026-W10")))))
                .contains("taken on by Someone of " + names.provider)
                .doesNotContain("??");
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

    /** A ticket goes late while everybody looks, and the provider takes it on. */
    private void called() throws Exception {
        world.at("2026-03-03T09:00");
        world.open(names, "G", "2026-03-03T09:00");
        world.judge();
        world.at("2026-03-03T13:30");
        world.judge();
        Escalation open = report("2026-W10").escalations().get(0).escalation();
        as(
                        "provider",
                        post("/api/escalations/" + open.id() + "/acknowledgement")
                                .with(token())
                                .contentType("application/json")
                                .content("{\"note\": \"<script>alert(2)</script>\"}"))
                .andExpect(status().isOk());
    }

    private List<String> links() {
        return mailbox.of(new PersonId(names.person(names.customer)), 100).stream()
                .map(letter -> letter.link())
                .filter(link -> link.contains("/reports/"))
                .toList();
    }

    private String path(String period) {
        return "/api" + page(period);
    }

    private String page(String period) {
        return "/agreements/" + names.agreement + "/reports/" + period;
    }

    private ResultActions as(String who, MockHttpServletRequestBuilder request) throws Exception {
        String organisation =
                switch (who) {
                    case "provider" -> names.provider;
                    case "customer" -> names.customer;
                    case "third" -> names.thirdParty;
                    default -> names.stranger;
                };
        return web.perform(request.with(user(names.person(organisation))));
    }

    /**
     * The token as a browser sends it, in the cookie and beside it. Not that of Spring's test support: it puts a
     * repository of its own into the filter, and leaves it there for all tests that share the context.
     */
    private static RequestPostProcessor token() {
        return request -> {
            request.setCookies(new Cookie("SURETY-XSRF", "a-token"));
            request.addHeader("X-SURETY-XSRF", "a-token");
            return request;
        };
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

    private static String text(ResultActions result) throws Exception {
        return result.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
    }
}
