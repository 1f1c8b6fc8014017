package io.surety.agreement.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.surety.agreement.ReadDocument;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Calendars that are kept, judged and looked at over HTTP, by people whom no other test knows. */
abstract class CalendarWebScene {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Hashing passwords is slow on purpose, and no test changes these people. */
    private static final Map<String, ThreeParties> REGISTERED = new ConcurrentHashMap<>();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private RegisterParties register;

    @Autowired
    ReadDocument read;

    @Autowired
    private MovedTimeSource time;

    MockMvc web;
    ThreeParties people;
    String name;

    @BeforeEach
    void setUp() {
        time.moveTo(MovedTimeSource.START);
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        name = "office-" + COUNT.incrementAndGet();
        people = REGISTERED.computeIfAbsent("all", all -> new ThreeParties(register, read));
    }

    String calendar(String to, String from, String end) {
        return """
                {"apiVersion": "surety/v1", "kind": "Calendar", "metadata": {"name": "%s", "title": "Office"},
                 "spec": {"organisation": "%s", "validity": {"from": "%s", "to": "%s"}, "zone": "Europe/Berlin",
                  "windows": [{"days": ["MO", "TU", "WE", "TH", "FR"], "from": "09:00", "to": "%s"}],
                  "holidays": {"region": "DE-BE"}}}"""
                .formatted(name, people.provider, from, end, to);
    }

    ResultActions keep(PersonId person, String calendar) throws Exception {
        return as(person, post("/api/calendars").contentType("application/json").content(bytes(calendar)));
    }

    ResultActions evaluation(PersonId person, String calendar, String operations) throws Exception {
        return as(
                person,
                post("/api/calendars/evaluation")
                        .contentType("application/json")
                        .content(bytes("{\"calendar\": " + calendar + ", \"operations\": [" + operations + "]}")));
    }

    ResultActions as(PersonId person, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(httpBasic(person.value(), "surety")));
    }

    static String text(ResultActions actions) throws Exception {
        return actions.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
