package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.budget.Episode;
import io.surety.evaluation.budget.Episodes;
import io.surety.evaluation.budget.WatchBurns;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Rollups;
import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.notification.Notice;
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
import io.surety.testing.Processes;
import io.surety.testing.WholeApplicationTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * The agreement on p95 latency from its text to the credit: a real Prometheus counts, its budget burns and somebody is
 * called, and the period is judged.
 */
@WholeApplicationTest
class CheckoutLatencyTest {

    private static final Path EXAMPLE = Path.of("../shared/design/examples/p95-latency.yaml");
    private static final Instant DAY = Instant.parse("2026-03-31T00:00:00Z");

    @Autowired
    private Agreements agreements;

    @Autowired
    private ReadDocument documents;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Rollups rollups;

    @Autowired
    private WatchBurns watch;

    @Autowired
    private Episodes episodes;

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private ReadEscalations escalations;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Mailbox mailbox;

    @Autowired
    private RegisterParties register;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    private ApiClient api;

    private final String mark = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-shopcloud");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");

    @Test
    void theExampleIsPrintedFetchedEscalatedAndJudged() throws Exception {
        time.moveTo(DAY);
        PersonId engineer = engineerOnCall();
        try (var prometheus = RealPrometheus.startWith(Files.createTempDirectory("prometheus"), history())) {
            activate(engineer);
            assertThat(api.browser(engineer).get("/agreements/" + name()).body())
                    .contains("at most 300 ms are within")
                    .contains("at least 99.5 % over the last 28 days")
                    .contains("burns more than 14.4 times too fast over 1 h and over 5 min");

            goOn(prometheus.url(), minute(11 * 60 + 40));
            assertThat(episodes.since(name(), "checkout-p95", DAY)).isEmpty();
            goOn(prometheus.url(), minute(12 * 60 + 1));
            assertThat(episodes.since(name(), "checkout-p95", DAY))
                    .singleElement()
                    .satisfies(episode -> {
                        assertThat(episode.rule()).isEqualTo("14.4 PT1H PT5M");
                        assertThat(episode.beganAt())
                                .as("44 of 60 minutes slow is a burn rate of 14.67")
                                .isEqualTo(minute(11 * 60 + 44));
                    });
            callIsAnswered(engineer);

            goOn(prometheus.url(), minute(12 * 60 + 45));
            assertThat(episodes.since(name(), "checkout-p95", DAY)).noneMatch(Episode::isOpen);
            goOn(prometheus.url(), minute(24 * 60 + 5));
            current.run();
        }
        isJudged(engineer);
    }

    private void callIsAnswered(PersonId engineer) {
        processes.fireDue(runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(escalation().id().toString())
                .singleResult());
        assertThat(mailbox.of(engineer, 10)).singleElement().satisfies(letter -> {
            assertThat(letter).extracting(Letter::channel).isEqualTo(Notice.Channel.WEBHOOK);
            assertThat(letter.subject()).contains("the error budget of checkout-p95 burns too fast");
        });
        api.answered(
                200,
                "POST",
                engineer,
                "/api/escalations/" + escalation().id() + "/acknowledgement",
                "{\"note\": \"mine\"}");
        assertThat(escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);
    }

    /** An hour and a half of the day was slow; the first part-period is one day of March. */
    private void isJudged(PersonId engineer) throws Exception {
        JsonNode verdict = api.got(engineer, "/api/agreements/" + name() + "/verdicts?period=2026-03")
                .get(0);
        assertThat(verdict.get("term").asText()).isEqualTo("checkout-p95");
        assertThat(verdict.get("value").asText()).isEqualTo("VIOLATED");
        assertThat(verdict.get("sharePercent").asText()).startsWith("93.7");
        JsonNode credit =
                api.got(engineer, "/api/agreements/" + name() + "/credits").get(0);
        assertThat(credit.get("amount").asText()).as("5 % of 8000.00 / 31").isEqualTo("12.90");

        JsonNode spent = api.got(engineer, "/api/agreements/" + name() + "/terms/checkout-p95/budget?period=2026-03")
                .at("/budgets/0/toDate");
        assertThat(spent.get("consumedPercent").asText()).as("6.25 % of 5 %").startsWith("125.");
        JsonNode rolling = api.got(engineer, "/api/agreements/" + name() + "/terms/checkout-28d/budget")
                .at("/budgets/0");
        assertThat(rolling.get("kind").asText()).isEqualTo("ROLLING");
        assertThat(rolling.at("/toDate/consumed").asLong())
                .as("half an hour of slices in which one of ten requests failed")
                .isEqualTo(Duration.ofMinutes(30).toMillis());
    }

    /** One turn of each of the workers at an instant. */
    private void goOn(URI prometheus, Instant at) throws InterruptedException {
        time.moveTo(at.plusSeconds(35));
        ConfiguredPulls.over("metrics", prometheus, context, provider.value()).run();
        rollups.settle();
        watch.run();
    }

    /** A sample each 15 s: 15 requests, all slow from 11:00 to 12:30, of which from 15:00 to 15:30 some fail. */
    private static String history() {
        var within = new StringBuilder();
        var all = new StringBuilder();
        var good = new StringBuilder();
        var bad = new StringBuilder();
        long requests = 0;
        long fast = 0;
        long failed = 0;
        for (int second = 0; second <= 24 * 3600 + 300; second += 15) {
            boolean slow = second > 11 * 3600 && second <= 12 * 3600 + 1800;
            boolean failing = second > 15 * 3600 && second <= 15 * 3600 + 1800;
            requests += 15;
            fast += slow ? 0 : 15;
            failed += failing ? 2 : 0;
            String at = " " + (DAY.getEpochSecond() + second) + "\n";
            within.append("http_request_duration_seconds_bucket{job=\"checkout\",le=\"0.3\"} ")
                    .append(fast)
                    .append(at);
            all.append("http_request_duration_seconds_count{job=\"checkout\"} ")
                    .append(requests)
                    .append(at);
            good.append("http_requests_total{job=\"checkout\",code=\"200\"} ")
                    .append(requests - failed)
                    .append(at);
            bad.append("http_requests_total{job=\"checkout\",code=\"500\"} ")
                    .append(failed)
                    .append(at);
        }
        return within.append(all)
                .append("# TYPE http_requests counter\n")
                .append(good)
                .append(bad)
                .append("# EOF\n")
                .toString();
    }

    private void activate(PersonId by) throws Exception {
        String text = Files.readString(EXAMPLE)
                .replace("name: checkout-latency", "name: " + name())
                .replace("{id: shopcloud,", "{id: " + provider + ",")
                .replace("{id: acme,", "{id: " + customer + ",")
                .replace("id: prom,", "id: prom-" + mark + ",")
                .replace("source: prom", "source: prom-" + mark)
                .replace("start: \"2026-01-01\"", "start: \"2026-03-31\"");
        IntoForce.bring(agreements, documents, text, by);
    }

    private PersonId engineerOnCall() {
        register.organisation(new Organisation(provider, "Shopcloud", null));
        register.organisation(new Organisation(customer, "Acme", null));
        PersonId id = new PersonId(mark + ".sre");
        register.person(
                new Person(id, "S Re", "sre@x.example", provider, ZoneId.of("UTC"), Locale.ENGLISH), Browser.PASSWORD);
        register.assign(Assignment.of(id, provider, new Role("service-level-manager")));
        register.onCall(provider, "sre", id, new Interval(DAY, DAY.plus(Duration.ofDays(2))));
        return id;
    }

    private String name() {
        return mark + "-latency";
    }

    private static Instant minute(int ofTheDay) {
        return DAY.plus(Duration.ofMinutes(ofTheDay));
    }

    private Escalation escalation() {
        List<Escalation> all =
                escalations.of(name(), new Interval(DAY, time.now().plusMillis(1)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
