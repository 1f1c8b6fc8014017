package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.measurement.Content;
import io.surety.measurement.ItemRef;
import io.surety.measurement.WorkItemsChanged;
import io.surety.shared.Interval;
import io.surety.testing.ApiClient;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Domain 6.5: an answer for a past instant never changes. */
@WholeApplicationTest
class AsKnownThenTest {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    private final ConfigurableApplicationContext context;
    private final PortalScene scene;

    @Autowired
    private ApiClient api;

    @Autowired
    AsKnownThenTest(ConfigurableApplicationContext context) {
        this.context = context;
        this.scene = new PortalScene(context);
    }

    @Test
    void whoAsksWhileVerdictsArePublishedIsAnsweredWithWhatThenStands_6_5() {
        Instant then = aVerdictThatIsAboutToChange();
        List<CompletableFuture<List<String>>> asked = new ArrayList<>();

        whilePublishing(() -> {
            CompletableFuture<List<String>> answer = CompletableFuture.supplyAsync(() -> asOf(then));
            answeredOrWaiting(answer);
            asked.add(answer);
        });

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).join()).isEqualTo(asOf(then)).isEqualTo(List.of("181/186"));
    }

    @Test
    void whoAsksForNoInstantNeverWaits() {
        aVerdictThatIsAboutToChange();
        List<List<String>> answers = new ArrayList<>();

        whilePublishing(() -> answers.add(CompletableFuture.supplyAsync(
                        () -> shares(scene.bean(ReadVerdicts.class).of(scene.agreement, ALL)))
                .join()));

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).contains("367/372");
    }

    /** Something may still be published in it. */
    @Test
    void thePresentMillisecondIsNotThePast_6_5() {
        Instant then = aVerdictThatIsAboutToChange();
        String verdicts = "/api/agreements/" + scene.agreement + "/verdicts?asOf=";

        HttpResponse<String> answer = api.get(scene.nora, verdicts + then);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("query-invalid").contains("\"path\":\"/asOf\"");
        assertThat(api.got(scene.nora, verdicts + then.minusNanos(1))).hasSize(1);
    }

    @Test
    void theLedgerOfAClockStaysWhenASuccessorTakesItsVersionsPast_6_5() {
        VersionRef first = scene.activate(scene.agreement, tickets("2026-01-01", "PT1H"));
        scene.at("2026-02-20T09:00:00Z");
        ticket("2026-02-20T09:00:00Z", "created", "New");
        scene.at("2026-02-20T12:00:00Z");
        ticket("2026-02-20T12:00:00Z", "changed", "Closed");
        ClockId clock = scene.bean(Clocks.class)
                .of(new ItemRef(scene.source, "INC1"))
                .get(0)
                .id();
        String ledger = "/api/clocks/" + clock + "/ledger?asOf=2026-02-21T00:00:00Z";
        scene.at("2026-02-22T12:00:00Z");
        JsonNode before = api.got(scene.nora, ledger).get("ledger");

        scene.keepInForce(first);
        scene.at("2026-03-02T12:00:00Z");
        scene.activate(scene.agreement, tickets("2026-02-15", "PT2H"));
        scene.judge();

        assertThat(api.got(scene.nora, ledger).get("ledger")).isEqualTo(before);
        assertThat(api.get(scene.nora, ledger.replace("02-21", "03-02")).statusCode())
                .isEqualTo(200);
        scene.at("2026-03-03T12:00:00Z");
        assertThat(api.get(scene.nora, ledger.replace("02-21", "03-03")).statusCode())
                .as("it is known by then that the other version held")
                .isEqualTo(404);
    }

    @Test
    void whoAsksForAClockWhileItsSourceDeliversIsAnsweredWithWhatThenStands_6_5() {
        scene.activate(scene.agreement, tickets("2026-01-01", "PT1H"));
        scene.at("2026-02-20T09:00:00Z");
        ticket("2026-02-20T09:00:00Z", "created", "New");
        Clocks clocks = scene.bean(Clocks.class);
        ClockId clock = clocks.of(new ItemRef(scene.source, "INC1")).get(0).id();
        Instant received = Instant.parse("2026-02-20T12:00:00Z");
        scene.at(received.toString());
        List<CompletableFuture<Optional<Clocks.ClockLedger>>> asked = new ArrayList<>();

        during(
                WorkItemsChanged.class,
                changed -> changed.source().equals(scene.source),
                () -> {
                    CompletableFuture<Optional<Clocks.ClockLedger>> answer =
                            CompletableFuture.supplyAsync(() -> clocks.ledger(clock, received));
                    answeredOrWaiting(answer);
                    asked.add(answer);
                },
                () -> ticket("2026-02-20T09:30:00Z", "changed", "Closed"));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).join())
                .isEqualTo(clocks.ledger(clock, received))
                .hasValueSatisfying(l -> assertThat(l.events()).isEqualTo(2));
    }

    /** They are told as they stand; who asks for an instant is not answered with them. */
    @Test
    void violationsAndCreditsAreNotToldAsOfAnInstant() {
        scene.activate("");
        for (String what : List.of("violations", "credits")) {
            String path = "/api/agreements/" + scene.agreement + "/" + what;
            assertThat(api.get(scene.nora, path).statusCode()).as(what).isEqualTo(200);
            HttpResponse<String> answer = api.get(scene.nora, path + "?asOf=2020-01-01T00:00:00Z");
            assertThat(answer.statusCode()).as(what).isEqualTo(400);
            assertThat(answer.body()).as(what).contains("\"path\":\"asOf\"");
        }
    }

    private String tickets(String start, String within) {
        return scene.document("")
                .replaceFirst("(?s)  exclusions:.*?(?=  reporting:)", "")
                .replace("start: \"2026-01-01\"", "start: \"" + start + "\"")
                .replace(
                        "measure: {kind: availability, from: outages, source: " + scene.source + "}",
                        "measure: {kind: duration, of: work-item, source: " + scene.source
                                + ", start: {event: created}, stop: {enters: {state: [Closed]}}}")
                .replace(
                        "target: {atLeast: \"99%\", calendar: always, per: month}",
                        "targets: [{id: all, calendar: always, within: " + within + "}]\n"
                                + "      conformance: {atLeast: \"99%\", per: month, by: term}");
    }

    private void ticket(String at, String event, String state) {
        Map<String, String> attributes =
                Map.of("service", "portal", "customer", scene.customer.value(), "state", state);
        scene.deliver(event, 0, new Content.WorkItem("INC1", Instant.parse(at), List.of(), event, "human", attributes));
    }

    /** January was down for ten hours, and is found to have been down for twenty. */
    private Instant aVerdictThatIsAboutToChange() {
        scene.activate("");
        scene.at("2026-02-03T09:00:00Z");
        scene.fault("2026-01-20T00:00:00Z", Duration.ofHours(10));
        scene.judge();
        scene.at("2026-02-05T09:00:00Z");
        scene.fault("2026-01-25T00:00:00Z", Duration.ofHours(10));
        return scene.bean(MovedTimeSource.class).now();
    }

    /** Judges, and does this in between, before that is committed. */
    private void whilePublishing(Runnable inBetween) {
        during(
                VerdictPublished.class,
                published -> published.after().verdict().version().agreement().equals(scene.agreement),
                inBetween,
                scene::judge);
    }

    /** Lets something happen, and does this in between, in the transaction that says so. */
    private <E> void during(Class<E> said, Predicate<E> ours, Runnable inBetween, Runnable happening) {
        ApplicationListener<ApplicationEvent> listener = event -> {
            if (event instanceof PayloadApplicationEvent<?> told
                    && said.isInstance(told.getPayload())
                    && ours.test(said.cast(told.getPayload()))) {
                inBetween.run();
            }
        };
        context.addApplicationListener(listener);
        try {
            happening.run();
        } finally {
            context.removeApplicationListener(listener);
        }
    }

    private void answeredOrWaiting(CompletableFuture<?> answer) {
        while (!answer.isDone() && waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    private int waiting() {
        return scene.bean(JdbcClient.class)
                .sql("select count(*) from pg_locks where not granted")
                .query(Integer.class)
                .single();
    }

    private List<String> asOf(Instant then) {
        return shares(scene.bean(ReadVerdicts.class).asOf(scene.agreement, ALL, then));
    }

    private static List<String> shares(List<StoredVerdict> verdicts) {
        return verdicts.stream()
                .flatMap(stored -> stored.verdict().share().stream())
                .map(Object::toString)
                .toList();
    }
}
