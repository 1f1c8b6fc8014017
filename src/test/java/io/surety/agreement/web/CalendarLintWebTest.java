package io.surety.agreement.web;

import static org.hamcrest.Matchers.contains;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.surety.testing.WholeApplicationTest;
import org.junit.jupiter.api.Test;

/** Which days a lint of a calendar names, and no others. */
@WholeApplicationTest
class CalendarLintWebTest extends CalendarWebScene {

    @Test
    void lintNamesTheDaysOnWhichTheClocksChange() throws Exception {
        String night = calendar("09:00", "2026-01-01", "2028-01-01")
                .replace(
                        "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"]",
                        "[\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"]")
                .replace(
                        "\"holidays\": {\"region\": \"DE-BE\"}",
                        "\"dates\": [{\"date\": \"2026-12-24\", \"windows\": []}]");
        keep(people.manager, night).andExpect(status().isCreated());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days.length()").value(4))
                .andExpect(jsonPath("$.days[0].date").value("2026-03-29"))
                .andExpect(jsonPath("$.days[0].reason").value("clock-change"))
                .andExpect(jsonPath("$.days[0].openMillis").value(23 * 3_600_000))
                .andExpect(jsonPath("$.days[1].date").value("2026-10-25"))
                .andExpect(jsonPath("$.days[1].openMillis").value(25 * 3_600_000))
                .andExpect(jsonPath("$.days[2].reason").value("date"))
                .andExpect(jsonPath("$.days[3].date").value("2026-12-25"))
                .andExpect(jsonPath("$.days[3].reason").value("neighbour"))
                .andExpect(jsonPath("$.days[3].openMillis").value(15 * 3_600_000));
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2024"))
                .andExpect(status().isUnprocessableEntity());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=99999999"))
                .andExpect(status().isUnprocessableEntity());
    }

    /** By hand, from the law on holidays of Berlin and the decree on summer time. */
    @Test
    void lintNamesEachUnusualDayOfBerlinAndNoOther() throws Exception {
        String always = calendar("24:00", "2026-01-01", "2028-01-01")
                .replace("\"FR\"]", "\"FR\", \"SA\", \"SU\"]")
                .replace("\"09:00\"", "\"00:00\"");
        keep(people.manager, always).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[?(@.openMillis == 0)].date")
                        .value(contains(
                                "2026-01-01",
                                "2026-03-08",
                                "2026-04-03",
                                "2026-04-06",
                                "2026-05-01",
                                "2026-05-14",
                                "2026-05-25",
                                "2026-10-03",
                                "2026-12-25",
                                "2026-12-26")))
                .andExpect(jsonPath("$.days[?(@.openMillis != 0)].date").value(contains("2026-03-29", "2026-10-25")));
    }

    /** In New South Wales summer ends on Easter Sunday of this year, and two holidays fall on a Saturday. */
    @Test
    void lintNamesEachUnusualDayOfSydneyAndNoOther() throws Exception {
        String always = calendar("24:00", "2026-01-01", "2028-01-01")
                .replace("\"FR\"]", "\"FR\", \"SA\", \"SU\"]")
                .replace("\"09:00\"", "\"00:00\"")
                .replace("Europe/Berlin", "Australia/Sydney")
                .replace("\"region\": \"DE-BE\"", "\"extra\": [\"2026-01-26\"]");
        keep(people.manager, always).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[*].date").value(contains("2026-01-26", "2026-04-05", "2026-10-04")))
                .andExpect(jsonPath("$.days[*].openMillis").value(contains(0, 25 * 3_600_000, 23 * 3_600_000)));
    }

    @Test
    void lintTellsOfEachDayWhatTheVersionSaysThatHoldsOnIt() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2027-01-01")).andExpect(status().isCreated());
        keep(people.manager, calendar("15:00", "2026-07-01", "2028-01-01")).andExpect(status().isCreated());

        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.days[*].date")
                        .value(contains(
                                "2026-01-01",
                                "2026-04-03",
                                "2026-04-06",
                                "2026-05-01",
                                "2026-05-14",
                                "2026-05-25",
                                "2026-12-25")))
                .andExpect(jsonPath("$.days[*].version").value(contains(1, 1, 1, 1, 1, 1, 2)))
                .andExpect(jsonPath("$.days[5].normalMillis").value(8 * 3_600_000))
                .andExpect(jsonPath("$.days[6].normalMillis").value(6 * 3_600_000));
    }
}
