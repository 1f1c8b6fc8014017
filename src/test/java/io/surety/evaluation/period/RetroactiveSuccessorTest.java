package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.measurement.Content;
import io.surety.shared.Interval;
import io.surety.testing.WholeApplicationTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A version is cut by a successor that was activated for the past: its past is judged as late data (domain 2.1, 6.5). */
@WholeApplicationTest
class RetroactiveSuccessorTest {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final Instant CUT = Instant.parse("2026-02-14T23:00:00Z");
    private static final String CREDIT =
            "      credit: {base: agreement, tiers: [{below: \"99%\", percent: \"10\"}]}\n  creditLimits: {stacking: sum}";

    private final PortalScene scene;

    @Autowired
    RetroactiveSuccessorTest(ApplicationContext context) {
        this.scene = new PortalScene(context);
    }

    @Test
    void whatAnEndedVersionSaidOfTheTimeThatItLosesIsTakenBack_2_1() {
        VersionRef first = firstVersion();
        scene.bean(Agreements.class).move(first, VersionState.EXPIRED, scene.nora, "its end has come");
        settle("2026-04-15T09:00:00Z");
        assertThat(said())
                .containsExactly("1 2026-01 FINAL FULFILLED", "1 2026-02 FINAL VIOLATED", "1 2026-03 FINAL VIOLATED");
        assertThat(credits()).containsExactly("2026-02 ISSUED 100", "2026-03 ISSUED 100");
        Instant then = Instant.parse("2026-04-16T00:00:00Z");

        settle("2026-04-20T09:00:00Z");
        secondVersion();
        scene.judge();

        assertThat(validTo(first)).isEqualTo(CUT);
        assertThat(said())
                .containsExactly(
                        "1 2026-01 FINAL FULFILLED",
                        "1 2026-02 RESTATED FULFILLED",
                        "1 2026-03 RESTATED NOT_DETERMINED",
                        "2 2026-02 FINAL FULFILLED",
                        "2 2026-03 FINAL FULFILLED");
        assertThat(scene.bean(Verdicts.class).of(scene.agreement, ALL))
                .filteredOn(v -> v.verdict().isNotInForce())
                .singleElement()
                .satisfies(v -> assertThat(v.verdict().share()).isEmpty());
        assertThat(scene.bean(Violations.class).of(scene.agreement)).allMatch(v -> v.count() == 0);
        assertThat(credits()).containsExactly("2026-02 IN_DECISION 0", "2026-03 IN_DECISION 0");
        assertThat(scene.bean(ReadVerdicts.class).asOf(scene.agreement, ALL, then))
                .extracting(v -> v.verdict().value())
                .containsExactly(VerdictValue.FULFILLED, VerdictValue.VIOLATED, VerdictValue.VIOLATED);
        int before = published();
        scene.judge();
        assertThat(published()).as("judging again changes nothing").isEqualTo(before);
    }

    @Test
    void theSameOfAVersionThatIsStillInForce_2_1() {
        VersionRef first = firstVersion();
        scene.keepInForce(first);
        secondVersion();
        scene.judge();

        assertThat(validTo(first)).isEqualTo(CUT);
        assertThat(said())
                .containsExactly(
                        "1 2026-01 FINAL FULFILLED",
                        "1 2026-02 RESTATED FULFILLED",
                        "1 2026-03 PROVISIONAL NOT_DETERMINED",
                        "2 2026-02 FINAL FULFILLED",
                        "2 2026-03 PROVISIONAL FULFILLED");
        assertThat(scene.bean(Violations.class).of(scene.agreement)).allMatch(v -> v.count() == 0);
        assertThat(credits()).containsExactly("2026-02 IN_DECISION 0", "2026-03 CANCELLED 0");
    }

    /** The one ticket of February went late before the cut: the verdict says the same, of half the time and of half the charges. */
    @Test
    void aPartThatLosesTimeInWhichNothingWasDecidedIsRestatedForItsEnd_2_1() {
        VersionRef first = scene.activate(scene.agreement, tickets("2026-01-01", "PT1H"));
        scene.at("2026-02-05T09:00:00Z");
        ticket("2026-02-05T09:00:00Z", "created", "New");
        scene.at("2026-02-05T12:00:00Z");
        ticket("2026-02-05T12:00:00Z", "changed", "Closed");
        scene.at("2026-03-02T09:00:00Z");
        scene.known();
        settle("2026-03-15T09:00:00Z");
        assertThat(said()).contains("1 2026-02 FINAL VIOLATED");
        assertThat(credits()).containsExactly("2026-02 ISSUED 100");

        scene.keepInForce(first);
        scene.activate(scene.agreement, tickets("2026-02-15", "PT2H"));
        scene.judge();

        assertThat(scene.bean(Verdicts.class).of(scene.agreement, ALL))
                .filteredOn(v -> v.verdict().version().equals(first)
                        && v.verdict().period().part().contains(Instant.parse("2026-02-05T00:00:00Z")))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.verdict().period().part().to()).isEqualTo(CUT);
                    assertThat(v.state()).isEqualTo(PeriodState.RESTATED);
                    assertThat(v.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
                });
        assertThat(credits()).containsExactly("2026-02 IN_DECISION 50");
        int before = published();
        scene.judge();
        assertThat(published()).as("judging again changes nothing").isEqualTo(before);
    }

    private String tickets(String start, String within) {
        return scene.document(CREDIT)
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

    /** To the end of March, with 99 %, which February and March miss. */
    private VersionRef firstVersion() {
        VersionRef first = scene.activate(
                scene.agreement, scene.document(CREDIT).replace("end: \"2027-01-01\"", "end: \"2026-04-01\""));
        scene.at("2026-04-02T09:00:00Z");
        scene.fault("2026-02-20T00:00:00Z", Duration.ofHours(10));
        scene.fault("2026-03-20T00:00:00Z", Duration.ofHours(10));
        // Nothing happened in January: somebody has to look at it.
        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:2026-01"), scene.agreement + "@00000/");
        scene.judge();
        assertThat(scene.bean(Violations.class).of(scene.agreement))
                .extracting(Violation::count)
                .containsExactly(1, 1);
        return first;
    }

    /** From 15 February on, with 95 %, which both reach. */
    private void secondVersion() {
        scene.activate(
                scene.agreement,
                scene.document(CREDIT)
                        .replace("start: \"2026-01-01\"", "start: \"2026-02-15\"")
                        .replace("end: \"2027-01-01\"", "end: \"2026-04-01\"")
                        .replace("atLeast: \"99%\"", "atLeast: \"95%\""));
    }

    private void settle(String at) {
        scene.at(at);
        scene.judge();
    }

    private Instant validTo(VersionRef version) {
        return scene.bean(JdbcClient.class)
                .sql("select valid_to from evaluation.judged_terms where agreement = :agreement and version = :version")
                .param("agreement", version.agreement())
                .param("version", version.number())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private List<String> said() {
        return scene.bean(Verdicts.class).of(scene.agreement, ALL).stream()
                .map(v -> v.verdict().version().number() + " "
                        + month(v.verdict().period().period()) + " " + v.state() + " "
                        + v.verdict().value())
                .sorted()
                .toList();
    }

    private List<String> credits() {
        return scene.bean(Credits.class).of(scene.agreement).stream()
                .map(c -> month(c.period()) + " " + c.state() + " " + c.amount().intValue())
                .sorted()
                .toList();
    }

    private int published() {
        return scene.bean(JdbcClient.class)
                .sql("select count(*) from evaluation.publications p join evaluation.verdicts v on v.id = p.verdict"
                        + " where v.agreement = :agreement")
                .param("agreement", scene.agreement)
                .query(Integer.class)
                .single();
    }

    private static String month(Interval period) {
        return period.to().minusSeconds(86_400).toString().substring(0, 7);
    }
}
