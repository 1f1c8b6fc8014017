package io.surety.evaluation.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.Per;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Domain 2.1: calendar periods in the agreement's zone, half-open, clipped to the validity. */
class PeriodsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-03-29, 2026-03-30",
        "WEEK, 2026-03-23, 2026-03-30",
        "MONTH, 2026-03-01, 2026-04-01",
        "QUARTER, 2026-01-01, 2026-04-01",
        "YEAR, 2026-01-01, 2027-01-01"
    })
    void aPeriodRunsFromLocalMidnightToLocalMidnight_2_1(Per per, LocalDate from, LocalDate to) {
        Interval period = new Interval(
                from.atStartOfDay(BERLIN).toInstant(), to.atStartOfDay(BERLIN).toInstant());
        Periods periods = new Periods(per, BERLIN);

        assertThat(periods.containing(Instant.parse("2026-03-29T10:00:00Z"))).isEqualTo(period);
        assertThat(periods.containing(period.from())).isEqualTo(period);
        assertThat(periods.containing(period.to()).from()).isEqualTo(period.to());
    }

    @Test
    void theFirstWeekOfAYearMayBeginInTheYearBefore_2_1() {
        assertThat(new Periods(Per.WEEK, BERLIN).containing(at(2026, 1, 1)).from())
                .isEqualTo(at(2025, 12, 29));
    }

    @Test
    void aStartInTheMiddleMakesAShortFirstPeriod_2_1() {
        Interval validity = new Interval(at(2026, 1, 15), at(2026, 3, 1));

        List<PartPeriod> parts = new Periods(Per.MONTH, BERLIN).within(validity);

        assertThat(parts)
                .extracting(PartPeriod::part)
                .containsExactly(
                        new Interval(at(2026, 1, 15), at(2026, 2, 1)), new Interval(at(2026, 2, 1), at(2026, 3, 1)));
        assertThat(parts).extracting(PartPeriod::whole).containsExactly(false, true);
        assertThat(parts).extracting(PartPeriod::last).containsExactly(false, true);
    }

    @Test
    void clocksThatRunOffCountInTheLastPart_2_1() {
        List<PartPeriod> parts = new Periods(Per.MONTH, BERLIN).within(new Interval(at(2026, 1, 1), at(2026, 2, 10)));

        assertThat(parts.get(1).takes(at(2026, 7, 1))).isTrue();
        assertThat(parts.get(1).taken().contains(at(2026, 7, 1))).isTrue();
        assertThat(parts.get(0).takes(at(2026, 7, 1))).isFalse();
        assertThat(parts.get(1).takes(at(2026, 1, 31))).isFalse();
    }

    @Test
    void aDateThatDoesNotExistMakesNoPeriod_3_2() {
        Periods days = new Periods(Per.DAY, ZoneId.of("Pacific/Apia"));
        Interval thursday = days.containing(Instant.parse("2011-12-30T00:00:00Z"));

        assertThat(LocalDate.ofInstant(thursday.from(), days.zone())).isEqualTo(LocalDate.of(2011, 12, 29));
        assertThat(LocalDate.ofInstant(days.after(thursday).from(), days.zone()))
                .isEqualTo(LocalDate.of(2011, 12, 31));
    }

    private static Instant at(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay(BERLIN).toInstant();
    }
}
