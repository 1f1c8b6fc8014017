package io.surety.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.surety.escalation.Escalation;
import io.surety.reporting.ReportWorld.Names;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * Two months of tickets and outages whose figures were worked out by hand ({@code domain.md} 4, 9).
 *
 * <p>January: 2 tickets, of which 1 took 5 h instead of 4 h: 1/2. February: 3, of which 1: 2/3. February has 28 × 24 × 60
 * = 40,320 min, of which 240 are maintenance, so AST = 40,080 min; of an outage of 90 min 30 lie in the maintenance, and
 * 10 min more were the customer's: D = 60 min, A = 40,020 / 40,080.
 */
abstract class ReportScene {

    static final long MINUTE = 60_000;

    @Autowired
    MakeReport reports;

    @Autowired
    private WebApplicationContext context;

    ReportWorld world;
    MockMvc web;
    Names names;

    @BeforeEach
    void twoMonthsPass() {
        world = new ReportWorld(context);
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
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

    Report report(String period) {
        return reports.of(names.agreement, period, world.provider(names));
    }

    static ReportLine line(Report report, String term, String period) {
        List<ReportLine> found = report.lines().stream()
                .filter(l -> l.verdict().term().equals(term) && l.periodLabel().equals(period))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** A ticket goes late while everybody looks, and the provider takes it on. */
    void called() throws Exception {
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

    String page(String period) {
        return "/agreements/" + names.agreement + "/reports/" + period;
    }

    ResultActions as(String who, MockHttpServletRequestBuilder request) throws Exception {
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
    static RequestPostProcessor token() {
        return request -> {
            request.setCookies(new Cookie("SURETY-XSRF", "a-token"));
            request.addHeader("X-SURETY-XSRF", "a-token");
            return request;
        };
    }

    static String text(ResultActions result) throws Exception {
        return result.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
    }
}
