package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.testing.IntoForce;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;

/** Calendars that are shared: their versions, who sees and takes them, and what a file makes of them. */
@WholeApplicationTest
class CalendarWebTest extends CalendarWebScene {

    @Autowired
    private Agreements agreements;

    @Test
    void aSharedCalendarHasVersionsThatItsPeopleSee() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.calendar.version").value(1));
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"))
                .andExpect(jsonPath("$.calendar.version").value(1));
        keep(people.manager, calendar("16:00", "2027-01-01", "2029-01-01"))
                .andExpect(jsonPath("$.calendar.version").value(2));

        as(people.manager, get("/api/calendars/" + name + "/versions"))
                .andExpect(jsonPath("$.length()").value(2));
        as(people.manager, get("/api/calendars/" + name + "?on=2026-06-01"))
                .andExpect(jsonPath("$.calendar.version").value(1))
                .andExpect(jsonPath("$.document.spec.holidays.frozen.library").isNotEmpty())
                .andExpect(jsonPath("$.document.spec.holidays.frozen.to").value("2030-01-01"));
        as(people.manager, get("/api/calendars/" + name + "?on=2025-06-01")).andExpect(status().isNotFound());
        as(people.manager, get("/api/calendars")).andExpect(jsonPath("$[*].id", hasItem(name)));
        evaluation(
                        people.manager,
                        "\"" + name + "\"",
                        "{\"op\":\"elapsed\",\"from\":\"2026-06-01T00:00:00Z\",\"to\":\"2026-06-02T00:00:00Z\"},"
                                + "{\"op\":\"elapsed\",\"from\":\"2027-06-01T00:00:00Z\",\"to\":\"2027-06-02T00:00:00Z\"},"
                                + "{\"op\":\"open\",\"at\":\"2025-06-02T10:00:00Z\"}")
                .andExpect(jsonPath("$.results[0].elapsedMillis").value(8 * 3_600_000))
                .andExpect(jsonPath("$.results[1].elapsedMillis").value(7 * 3_600_000))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:outside-validity"));
    }

    @Test
    void anotherOrganisationDoesNotLearnThatItIsThere() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        for (String path : List.of("", "/versions", "/lint?year=2026")) {
            String foreign = text(
                    as(people.stranger, get("/api/calendars/" + name + path)).andExpect(status().isNotFound()));
            String absent = text(as(people.stranger, get("/api/calendars/none-" + name + path))
                    .andExpect(status().isNotFound()));
            assertThat(foreign.replace(name, "")).isEqualTo(absent.replace("none-" + name, ""));
        }
        as(people.stranger, get("/api/calendars")).andExpect(jsonPath("$[*].id", not(hasItem(name))));
        evaluation(people.stranger, "\"" + name + "\"", "{\"op\":\"open\",\"at\":\"2026-06-01T00:00:00Z\"}")
                .andExpect(status().isNotFound());
        keep(people.stranger, calendar("10:00", "2026-01-01", "2028-01-01")).andExpect(status().isForbidden());
        keep(people.representative, calendar("10:00", "2026-01-01", "2028-01-01"))
                .andExpect(status().isForbidden());
        web.perform(get("/api/calendars/" + name)).andExpect(status().isUnauthorized());
    }

    @Test
    void anAgreementKeepsTheCalendarThatItTookAndLintTellsWhatANewerOneChanges_3_4() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        Version drafted = agreements.draft(read.read(bytes(agreement())), people.manager);
        activate(drafted.ref());
        String before = agreements.content(drafted.hash()).orElseThrow();
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].shared.hash"))
                .hasSize(64);
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].windows[0].to"))
                .isEqualTo("17:00");
        assertThat((String) JsonPath.read(before, "$.spec.calendars[0].holidays.frozen.to"))
                .as("two years more than the validity")
                .isGreaterThanOrEqualTo("2029-04-01");

        String shut = calendar("17:00", "2026-01-01", "2028-01-01")
                .replace(
                        "\"holidays\": {\"region\": \"DE-BE\"}",
                        "\"holidays\": {\"region\": \"DE-BE\", \"extra\": [\"2026-06-01\"]}");
        keep(people.manager, shut).andExpect(jsonPath("$.calendar.version").value(2));

        assertThat(agreements.get(drafted.ref()).hash()).isEqualTo(drafted.hash());
        assertThat(read.read(bytes(before)).hash()).isEqualTo(drafted.hash());
        assertThat(read.read(bytes(before)).warnings())
                .extracting(d -> d.path() + " " + d.code())
                .containsExactly("/spec/calendars/0/shared shared-calendar-newer");
        as(people.representative, get("/api/calendars/" + name)).andExpect(status().isNotFound());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.version").value(2))
                .andExpect(jsonPath("$.days[?(@.date == '2026-06-01')].reason").value("extra"))
                .andExpect(jsonPath("$.days[?(@.date == '2026-01-01')].reason").value("holiday"))
                .andExpect(jsonPath("$.days[?(@.date == '2026-01-01')].normalMillis")
                        .value(8 * 3_600_000))
                .andExpect(jsonPath("$.days[?(@.date == '2026-06-02')]").isEmpty())
                .andExpect(jsonPath("$.unreachable").isEmpty())
                .andExpect(jsonPath("$.differing[0].agreement").value(people.agreement))
                .andExpect(jsonPath("$.differing[0].days.length()").value(1))
                .andExpect(jsonPath("$.differing[0].days[0].date").value("2026-06-01"))
                .andExpect(jsonPath("$.differing[0].days[0].newMillis").value(0));

        String always = shut.replace(
                        "\"windows\": [",
                        "\"dates\": [{\"date\": \"2027-12-30\", \"windows\": [{\"from\": \"10:00\", \"to\": \"10:30\"}]}], \"unused\": [")
                .replaceFirst(", \"unused\": \\[.*?}]", "");
        keep(people.manager, always).andExpect(status().isCreated());
        as(people.manager, get("/api/calendars/" + name + "/lint?year=2026"))
                .andExpect(jsonPath("$.unreachable[0].agreement").value(people.agreement))
                .andExpect(jsonPath("$.unreachable[0].term").value("respond"))
                .andExpect(jsonPath("$.unreachable[0].target").value("all"))
                .andExpect(jsonPath("$.unreachable[0].reason").value("never-due"));
    }

    /** Open until five in the first half of the year, until three in the second. */
    @Test
    void aComplementIsThatOfTheVersionThatHoldsAtTheStart() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2027-01-01")).andExpect(status().isCreated());
        keep(people.manager, calendar("15:00", "2026-07-01", "2027-01-01")).andExpect(status().isCreated());

        evaluation(
                        people.manager,
                        "{\"complementOf\": \"" + name + "\"}",
                        """
                        {"op": "open", "at": "2026-06-01T16:00:00+02:00"},
                        {"op": "open", "at": "2026-07-06T16:00:00+02:00"},
                        {"op": "open", "at": "2027-07-05T16:00:00+02:00"}""")
                .andExpect(jsonPath("$.results[0].open").value(false))
                .andExpect(jsonPath("$.results[1].open").value(true))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:outside-validity"));
    }

    @Test
    void whoDraftsTakesNoCalendarOfAnOrganisationThatIsNotHers() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        for (PersonId person : List.of(people.representative, people.stranger)) {
            as(person, post("/api/agreements").contentType("application/yaml").content(bytes(agreement())))
                    .andExpect(status().is4xxClientError())
                    .andExpect(content().string(not(org.hamcrest.Matchers.containsString("09:00"))));
        }
    }

    @Test
    void wholeDaysOfAFileBecomeClosedDatesOfTheNextVersion() throws Exception {
        keep(people.manager, calendar("17:00", "2026-01-01", "2028-01-01"));
        String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                + "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260626\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
                + "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20260101\r\nEND:VEVENT\r\n"
                + "BEGIN:VEVENT\r\nUID:c\r\nDTSTART:20260701T100000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
                + "END:VCALENDAR\r\n";
        imports(people.manager, file)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.calendar.version").value(2))
                .andExpect(jsonPath("$.taken").value(4))
                .andExpect(jsonPath("$.repeated").value(1))
                .andExpect(jsonPath("$.refused.length()").value(1))
                .andExpect(jsonPath("$.refused[0].code").value("not-a-day"));
        imports(people.manager, file)
                .andExpect(jsonPath("$.calendar.version").value(2))
                .andExpect(jsonPath("$.taken").value(0))
                .andExpect(jsonPath("$.repeated").value(5));
        evaluation(people.manager, "\"" + name + "\"", "{\"op\":\"open\",\"at\":\"2026-06-26T10:00:00Z\"}")
                .andExpect(jsonPath("$.results[0].open").value(false));
        imports(people.stranger, file).andExpect(status().isNotFound());
        imports(people.manager, "<!DOCTYPE a>").andExpect(status().isBadRequest());
    }

    private ResultActions imports(PersonId person, String file) throws Exception {
        return as(
                person,
                post("/api/calendars/" + name + "/imports")
                        .contentType("text/calendar")
                        .content(bytes(file)));
    }

    private void activate(VersionRef ref) {
        IntoForce.bring(agreements, ref, people.manager);
    }

    private String agreement() {
        return people.text(Content.PLAIN)
                .replaceFirst("\\{id: open, zone.*", "{id: open, shared: {name: " + name + "}}");
    }
}
