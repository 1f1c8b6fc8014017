package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.Clocks.OpenClock;
import io.surety.evaluation.forecast.BreachForecast;
import io.surety.evaluation.forecast.BreachForecast.Basis;
import io.surety.evaluation.forecast.ForecastClocks;
import io.surety.evaluation.forecast.ForecastScore;
import io.surety.evaluation.forecast.ScoreForecasts;
import io.surety.measurement.ItemRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How likely open clocks go late, by the clocks of their terms that are stored ({@code domain.md} 5.3). */
class ForecastOpenClocksTest extends ClockScenes {

    private static final int PAST = 20;

    /** Twenty incidents of last week, four hours each: a half stopped after one hour, a half went late. */
    private void lastWeek() {
        for (int i = 0; i < PAST; i++) {
            ItemRef past = new ItemRef(source, "PAST" + i);
            moveTo("2026-03-02 08:00");
            world.create(past, at("2026-03-02 08:00"));
            moveTo("2026-03-02 09:00");
            if (i % 2 == 0) {
                world.take(past, at("2026-03-02 09:00"), "changed", "state", "Resolved");
            }
        }
        scanAt("2026-03-02 12:30");
    }

    @Test
    void aClockGoesLateAsOftenAsThoseThatWereOpenForAsLong_5_3() {
        VersionRef version = activate("PT4H");
        lastWeek();
        moveTo("2026-03-03 08:00");
        world.create(item, at("2026-03-03 08:00"));

        BreachForecast first = forecast(version, item);
        assertThat(first.similar()).isEqualTo(PAST);
        assertThat(first.probability().orElseThrow()).isBetween(new BigDecimal("0.45"), new BigDecimal("0.55"));

        moveTo("2026-03-03 10:00");
        BreachForecast later = forecast(version, item);
        assertThat(later.similar())
                .as("only those that went late were open for so long")
                .isEqualTo(PAST / 2);
        assertThat(later.probability().orElseThrow()).isGreaterThan(new BigDecimal("0.9"));
        assertThat(later.basis()).contains(Basis.TARGET);
        assertThat(forecast(version, item)).as("asked again").isEqualTo(later);
    }

    @Test
    void aPauseDoesNotUseUpTheTarget_3_5() {
        VersionRef version = activate("PT4H");
        lastWeek();
        moveTo("2026-03-03 08:00");
        world.create(item, at("2026-03-03 08:00"));
        moveTo("2026-03-03 08:30");
        world.take(item, at("2026-03-03 08:30"), "changed", "state", "Awaiting User");
        moveTo("2026-03-03 14:00");

        assertThat(forecast(version, item).similar()).isEqualTo(PAST);
    }

    @Test
    void withFewSimilarOnesNothingIsSaid_5_3() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));

        assertThat(forecast(version, item).probability()).isEmpty();
        assertThat(forecast(version, item).similar()).isZero();
    }

    @Test
    void lessOpenTimeThanTheShortestPossibleRemainingWorkIsCertain_5_3() {
        VersionRef version = activate("PT4H");
        lastWeek();
        moveTo("2026-03-03 08:00");
        world.create(item, at("2026-03-03 08:00"));
        world.take(item, at("2026-03-03 08:00"), "changed", "remainingWork", "PT4H");
        assertThat(forecast(version, item).basis()).as("it just fits").contains(Basis.TARGET);

        world.take(item, at("2026-03-03 08:00"), "changed", "state", "Awaiting User");
        moveTo("2026-03-03 09:00");
        world.take(item, at("2026-03-03 09:00"), "changed", "state", "Active");
        assertThat(forecast(version, item).basis())
                .as("somebody may have worked while the clock stood still")
                .contains(Basis.TARGET);

        world.take(item, at("2026-03-03 09:00"), "changed", "remainingWork", "PT4H1S");
        assertThat(forecast(version, item))
                .isEqualTo(new BreachForecast(
                        Optional.of(new BigDecimal("1.0000")), 0, Optional.of(Basis.REMAINING_WORK)));
        moveTo("2026-03-03 11:00");
        assertThat(forecast(version, item).basis())
                .as("at best, as much of it was done as time has passed")
                .contains(Basis.REMAINING_WORK);

        world.take(item, at("2026-03-03 11:00"), "changed", "remainingWork", "");
        assertThat(forecast(version, item).basis()).contains(Basis.TARGET);
    }

    @Test
    void remainingWorkThatIsNoLengthOfTimeIsADiagnostic() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.take(item, at("2026-03-02 08:00"), "changed", "remainingWork", "two hours");

        assertThat(only().diagnostics()).extracting(d -> d.code()).containsExactly("remaining-work-unreadable");
    }

    @Test
    void thePriorityOfTheItemNarrowsWhatIsSimilar_5_3() {
        VersionRef version = activate("PT4H");
        for (int i = 0; i < 2 * PAST; i++) {
            ItemRef past = new ItemRef(source, "PAST" + i);
            moveTo("2026-03-02 08:00");
            world.create(past, at("2026-03-02 08:00"));
            world.take(past, at("2026-03-02 08:00"), "changed", "priority", i % 2 == 0 ? "1" : "2");
            if (i % 2 == 0) {
                moveTo("2026-03-02 09:00");
                world.take(past, at("2026-03-02 09:00"), "changed", "state", "Resolved");
            }
        }
        scanAt("2026-03-02 12:30");
        moveTo("2026-03-03 08:00");
        ItemRef other = new ItemRef(source, "INC2");
        world.create(item, at("2026-03-03 08:00"));
        world.take(item, at("2026-03-03 08:00"), "changed", "priority", "1");
        world.create(other, at("2026-03-03 08:00"));
        world.take(other, at("2026-03-03 08:00"), "changed", "priority", "2");

        assertThat(forecast(version, item).basis()).contains(Basis.PRIORITY);
        assertThat(forecast(version, item).probability().orElseThrow()).isLessThan(new BigDecimal("0.3"));
        assertThat(forecast(version, other).probability().orElseThrow()).isGreaterThan(new BigDecimal("0.7"));
    }

    @Test
    void aThousandClocksTakeAsManyStatementsAsTwo() {
        VersionRef version = activate("PT4H");
        lastWeek();
        moveTo("2026-03-03 08:00");
        List<ItemRef> two = List.of(new ItemRef(source, "A"), new ItemRef(source, "B"));
        two.forEach(i -> world.create(i, at("2026-03-03 08:00")));
        long forTwo = statementsFor(version, 2);
        world.transaction(() -> world.bean(JdbcClient.class)
                .sql(
                        """
                        with copied as (
                            insert into evaluation.items (source, item_key)
                            select :source, 'COPY' || n from generate_series(1, 998) n returning item_key)
                        insert into evaluation.clocks (id, source, item_key, agreement, version, term, target, service,
                            obligated, state, started_at, matched_at, deadline_at, breach_at, uncertain, born_late,
                            elapsed_millis, target_millis, diagnostics, lost)
                        select gen_random_uuid(), source, copied.item_key, agreement, version, term, target, service,
                            obligated, state, started_at, matched_at, deadline_at, breach_at, uncertain, born_late,
                            elapsed_millis, target_millis, diagnostics, lost
                        from evaluation.clocks, copied where source = :source and clocks.item_key = 'A'
                        """)
                .param("source", source)
                .update());

        assertThat(statementsFor(version, 1000)).isEqualTo(forTwo);
    }

    private long statementsFor(VersionRef version, int clocks) {
        Instant now = world.time().now();
        List<OpenClock> open = world.clocks().atRisk(List.of(version.agreement()), now, at("2026-03-04 00:00"), 1000);
        assertThat(open).hasSize(clocks);
        long before = world.statements();
        Map<ClockId, BreachForecast> forecasts =
                world.bean(ForecastClocks.class).of(open, now);
        assertThat(forecasts).hasSize(clocks);
        assertThat(forecasts.values()).allMatch(f -> f.probability().isPresent());
        return world.statements() - before;
    }

    @Test
    void theTermSaysHowGoodItsForecastsHaveBeen_5_3() {
        VersionRef version = activate("PT4H");
        for (int day = 2; day <= 6; day++) {
            String date = "2026-03-0" + day;
            for (int i = 0; i < 12; i++) {
                ItemRef next = new ItemRef(source, date + "-" + i);
                moveTo(date + " 08:00");
                world.create(next, at(date + " 08:00"));
                if (i % 2 == 0) {
                    moveTo(date + " 08:30");
                    world.take(next, at(date + " 08:30"), "changed", "state", "Resolved");
                }
            }
            scanAt(date + " 18:00");
        }

        ForecastScore score = world.bean(ScoreForecasts.class)
                .of(version, "resolve", world.time().now());

        // of each day all twelve are asked about at their start, and the six that lasted at three marks more
        assertThat(score.forecasts() + score.withheld()).isEqualTo(5 * (12 + 3 * 6));
        // on the first day nothing is known, on the second only of six what became of those that lasted
        assertThat(score.withheld()).isEqualTo(12 + 3 * 6 + 3 * 6);
        assertThat(score.brier()).isLessThan(Objects.requireNonNull(score.baseRate()));
        assertThat(score.marks().get(1).brier()).isLessThan(new BigDecimal("0.02"));
    }

    private BreachForecast forecast(VersionRef version, ItemRef wanted) {
        Instant now = world.time().now();
        List<OpenClock> open = world.clocks().atRisk(List.of(version.agreement()), now, at("2026-03-10 00:00"), 100);
        Map<ClockId, BreachForecast> forecasts =
                world.bean(ForecastClocks.class).of(open, now);
        ClockId id = open.stream()
                .map(OpenClock::clock)
                .filter(c -> c.item().equals(wanted))
                .findFirst()
                .orElseThrow()
                .id();
        return Objects.requireNonNull(forecasts.get(id));
    }
}
