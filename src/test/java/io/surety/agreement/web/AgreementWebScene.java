package io.surety.agreement.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.surety.agreement.Agreements;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A provider with its unit, a customer, a third party and a stranger, who ask over HTTP. */
abstract class AgreementWebScene {

    /** Hashing passwords is slow on purpose, and no test changes these people. */
    private static boolean registered;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery staple";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    RegisterParties register;

    @Autowired
    Agreements agreements;

    @Autowired
    MovedTimeSource time;

    MockMvc web;
    final String n = "web";
    String name;

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

    OrganisationId organisation(String who) {
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

    ResultActions as(String who, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(httpBasic(who + "." + n, PASSWORD)));
    }

    ResultActions page(String who, String path) throws Exception {
        return web.perform(get(path).header("Accept-Language", "en").with(user(who + "." + n)));
    }

    static String text(ResultActions result) throws Exception {
        return result.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
