package io.surety.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.calendar.PublicHolidays.PublicHoliday;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHolidaysTest {

    private final PublicHolidays holidays = new PublicHolidays();

    @Test
    void berlinHasItsOwnDayAndNoneOfBavaria_3_4() {
        List<LocalDate> dates =
                holidays.of("DE-BE", LocalDate.parse("2026-01-01"), LocalDate.parse("2027-01-01")).stream()
                        .map(PublicHoliday::date)
                        .toList();

        assertThat(dates)
                .containsExactly(
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2026-03-08"),
                        LocalDate.parse("2026-04-03"),
                        LocalDate.parse("2026-04-06"),
                        LocalDate.parse("2026-05-01"),
                        LocalDate.parse("2026-05-14"),
                        LocalDate.parse("2026-05-25"),
                        LocalDate.parse("2026-10-03"),
                        LocalDate.parse("2026-12-25"),
                        LocalDate.parse("2026-12-26"));
    }

    @Test
    void theEndOfASpanIsNotInIt_3_4() {
        assertThat(holidays.of("DE", LocalDate.parse("2026-05-01"), LocalDate.parse("2026-10-03")))
                .extracting(PublicHoliday::date)
                .startsWith(LocalDate.parse("2026-05-01"))
                .doesNotContain(LocalDate.parse("2026-10-03"));
        assertThat(holidays.of("DE", LocalDate.parse("2026-05-01"), LocalDate.parse("2026-05-01")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "DE-BE", "GB-ENG", "US-NY", "FR"})
    void knowsRegionsOfIso3166_3_4(String region) {
        assertThat(holidays.knows(region)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE-XX", "XX", "de-be", "GB-BERLIN", "", "DE-", "Germany", "DE-BE-BE"})
    void refusesWhatTheLibraryWouldAnswerWithTheNationalList_3_4(String region) {
        assertThat(holidays.knows(region)).isFalse();
        assertThatThrownBy(() -> holidays.of(region, LocalDate.parse("2026-01-01"), LocalDate.parse("2027-01-01")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhereItsDatesComeFrom_3_4() {
        assertThat(holidays.library()).matches("jollyday \\d+\\.\\d+\\.\\d+");
    }
}
