package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockChanged;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.clock.Scene;
import io.surety.evaluation.period.JudgeMeasure.Judgement;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A source, an agreement on it and an incident of it for each test; it is Monday, eight in the morning in Berlin. */
abstract class ClockScenes {

    static EvaluationWorld world;

    String source;
    ItemRef item;

    @BeforeAll
    static void start() {
        world = new EvaluationWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void setUp() {
        world.heard().forget();
        world.scan();
        world.heard().forget();
        world.time().moveTo(at("2026-03-02 08:00"));
        source = world.newSource();
        item = new ItemRef(source, "INC1");
    }

    VersionRef activate(String within) {
        return world.activate(text("{id: all, calendar: day, within: " + within + "}"));
    }

    /** Half and three quarters of the target, and the breach, are marks of the policy. */
    String text(String targets) {
        String term = "{id: resolve, service: service-desk, obligated: provider, escalation: ladder,"
                + " measure: {kind: duration, of: work-item, source: tickets, start: {event: created},"
                + " stop: {enters: {state: [Resolved, Closed]}},"
                + " pause: [{while: {state: [Awaiting User]}, party: customer}]}, targets: [" + targets + "]}";
        return Scene.text("agreement-" + source, "SLA", "customer", 0, "northwind-it", term)
                .replace("tickets", source);
    }

    List<ItemRef> created(int count) {
        List<ItemRef> items = IntStream.range(0, count)
                .mapToObj(i -> new ItemRef(source, "INC%04d".formatted(i)))
                .toList();
        items.forEach(i -> world.create(i, at("2026-03-02 08:00")));
        return items;
    }

    ClockView only() {
        List<ClockView> clocks = world.clocks().of(item);
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }

    static void moveTo(String local) {
        world.time().moveTo(at(local));
    }

    static void scanAt(String local) {
        moveTo(local);
        world.scan();
    }

    /** What was told about this test's items. */
    List<ThresholdReached> reached() {
        return world.heard().thresholds.stream()
                .filter(t -> t.item().source().equals(source))
                .toList();
    }

    List<String> told() {
        return reached().stream().map(ClockScenes::text).toList();
    }

    List<ClockState> statesTold(ClockId clock) {
        return world.heard().changes.stream()
                .filter(c -> c.clock().equals(clock))
                .map(ClockChanged::state)
                .toList();
    }

    static String text(ThresholdReached reached) {
        return reached.mark().text() + " at " + reached.at();
    }

    static List<ThresholdReached> toldOf(ItemRef item) {
        return world.heard().thresholds.stream()
                .filter(t -> t.item().equals(item))
                .toList();
    }

    long count(String sql) {
        return world.bean(JdbcClient.class)
                .sql(sql)
                .param("source", source)
                .query(Long.class)
                .single();
    }

    /** March of the term {@code resolve}, from the clocks that are kept. */
    static Judgement judged(VersionRef ref) {
        var version = world.agreements().get(ref);
        var term = version.document().spec().term("resolve").orElseThrow();
        Interval march = new Interval(at("2026-03-01 00:00"), at("2026-04-01 00:00"));
        PartPeriod period = Periods.part(march, version.validity());
        return world.bean(JudgeDurationMeasures.class)
                .judge(version, term, period, world.time().now());
    }
}
