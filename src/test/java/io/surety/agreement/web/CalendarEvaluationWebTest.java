package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.surety.testing.WholeApplicationTest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.ResultActions;

/** What {@code POST /api/calendars/evaluation} answers, each operation in its place. */
@WholeApplicationTest
class CalendarEvaluationWebTest extends CalendarWebScene {

    private static final String OFFICE =
            """
            {"id": "office", "zone": "Europe/Berlin", "windows": [{"days": ["MO", "TU", "WE", "TH", "FR"],
              "from": "09:00", "to": "17:00"}], "holidays": {"region": "DE-BE"}}""";

    @Test
    void answersEachOperationInItsPlace() throws Exception {
        evaluate(
                        OFFICE,
                        """
                {"op": "elapsed", "from": "2026-01-02T09:00:00Z", "to": "2026-01-02T13:00:00Z"},
                {"op": "deadline", "from": "2026-01-02T06:00:00+01:00", "within": "PT2H"},
                {"op": "sleep"},
                {"op": "open", "at": "2026-01-01T10:00:00Z"},
                {"op": "deadline", "from": "2026-01-02T12:00:00Z", "within": "P1BD"},
                {"op": "deadline", "from": "2026-01-05T08:00:00Z", "within": "PT4H",
                 "pauses": [{"from": "2026-01-05T09:00:00Z", "to": "2026-01-05T11:00:00Z"},
                            {"from": "2026-01-05T10:00:00Z", "to": "2026-01-05T12:00:00Z"}]},
                {"op": "next-open", "at": "2026-01-02T16:00:00Z"}""")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results.length()").value(7))
                .andExpect(jsonPath("$.results[0].elapsedMillis").value(14_400_000))
                .andExpect(jsonPath("$.results[0].length()").value(1))
                .andExpect(jsonPath("$.results[1].deadline").value("2026-01-02T10:00:00Z"))
                .andExpect(jsonPath("$.results[2].problem.type").value("urn:surety:problem:operation-invalid"))
                .andExpect(jsonPath("$.results[2].problem.status").value(422))
                .andExpect(jsonPath("$.results[2].problem.diagnostics[0].path").value("/operations/2/op"))
                .andExpect(jsonPath("$.results[3].open").value(false))
                .andExpect(jsonPath("$.results[4].deadline").value("2026-01-05T16:00:00Z"))
                .andExpect(jsonPath("$.results[5].deadline").value("2026-01-05T15:00:00Z"))
                .andExpect(jsonPath("$.results[6].nextOpen").value("2026-01-05T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"op\":\"elapsed\",\"from\":\"0001-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|out-of-range",
                "{\"op\":\"elapsed\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"+9999999-01-01T00:00:00Z\"}|out-of-range",
                "{\"op\":\"elapsed\",\"from\":\"2026-01-01T00:00:00Z\"}|missing",
                "{\"op\":\"open\",\"at\":17}|wrong-type",
                "{\"op\":\"open\",\"at\":\"yesterday\"}|wrong-form",
                "{\"op\":\"open\",\"at\":\"2026-02-30T00:00:00Z\"}|wrong-form",
                "{\"op\":\"open\",\"at\":\"2026-01-01T00:00:00Z\",\"zone\":\"UTC\"}|unknown-field",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"P90D\"}|wrong-length",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"P1BDT4H\"}|wrong-length",
                "{\"op\":\"deadline\",\"from\":\"2026-01-01T00:00:00Z\",\"within\":\"PT1H\",\"pauses\":[{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}]}|period-empty",
                "[]|wrong-type",
                "null|wrong-type"
            })
    void anOperationThatIsWrongSpoilsNoOther(String operation, String code) throws Exception {
        evaluate(OFFICE, operation + ", {\"op\": \"open\", \"at\": \"2026-01-02T10:00:00Z\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].problem.diagnostics[0].code").value(code))
                .andExpect(jsonPath("$.results[1].open").value(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"zone\": \"Europe/Berlin\"|\"zone\": \"Europe/Atlantis\"|/calendar/zone|unknown-zone",
                "\"windows\"|\"doors\"|/calendar/doors|unknown-field",
                "DE-BE|DE-XX|/calendar/holidays/region|unknown-region",
                "\"09:00\"|\"25:00\"|/calendar/windows/0/from|wrong-form",
                "\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"]|\"days\": []|/calendar/windows/0/days|too-few",
                "\"id\": \"office\"|\"id\": 7|/calendar/id|wrong-form"
            })
    void aCalendarThatIsWrongIsRefusedWithItsPath(String part, String other, String path, String code)
            throws Exception {
        evaluate(OFFICE.replace(part, other), "{\"op\": \"open\", \"at\": \"2026-01-02T10:00:00Z\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].path").value(path))
                .andExpect(jsonPath("$.diagnostics[0].code").value(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zone\": \"UTC\"}",
                "{\"zone\": \"UTC\", \"windows\": [], \"dates\": [{\"date\": \"2026-01-01\", \"windows\": []}]}",
                "{\"zone\": \"UTC\", \"holidays\": {\"extra\": [\"2026-01-01\"]}}"
            })
    void aCalendarThatNeverOpensIsRefused(String calendar) throws Exception {
        evaluate(calendar, "{\"op\": \"deadline\", \"from\": \"2026-01-02T10:00:00Z\", \"within\": \"PT1H\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("calendar-never-opens"));
    }

    @Test
    void whatNeverIsDueIsAProblemAndNotAnError() throws Exception {
        evaluate(
                        "{\"zone\": \"UTC\", \"dates\": [{\"date\": \"2026-01-02\", \"windows\": [{\"from\": \"09:00\", \"to\": \"10:00\"}]}]}",
                        "{\"op\": \"deadline\", \"from\": \"2026-01-01T10:00:00Z\", \"within\": \"PT2H\"},"
                                + "{\"op\": \"next-open\", \"at\": \"2026-01-03T10:00:00Z\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].problem.type").value("urn:surety:problem:never-due"))
                .andExpect(jsonPath("$.results[1].problem.type").value("urn:surety:problem:never-open"));
    }

    @Test
    void aRequestThatIsMeantToHurtIsAnsweredWithinASecond() throws Exception {
        String ten = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"], \"from\": \"%02d:00\", \"to\": \"%02d:01\"}"
                                .formatted(i, i))
                .collect(Collectors.joining(","));
        String wide =
                "{\"zone\": \"America/New_York\", \"windows\": [" + ten + "], \"holidays\": {\"region\": \"US-NY\"}}";
        String far = "{\"op\": \"elapsed\", \"from\": \"1970-01-01T00:00:00Z\", \"to\": \"2200-01-01T00:00:00Z\"},"
                + "{\"op\": \"deadline\", \"from\": \"1970-01-01T00:00:00Z\", \"within\": \"PT999999H\"}";
        long took = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) { // the first ones load classes and the region, and are compiled meanwhile
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            evaluate(wide, far)
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.results[1].problem.type").value("urn:surety:problem:never-due"));
            took = Math.min(took, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        evaluate(wide.replace(ten, ten + "," + ten), far)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("too-many"));

        String open = "{\"op\":\"open\",\"at\":\"2026-01-02T10:00:00Z\"}";
        String many = IntStream.range(0, 10_001).mapToObj(i -> open).collect(Collectors.joining(","));
        evaluate(OFFICE, many)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("too-many"));
        String more = IntStream.range(0, 200_000).mapToObj(i -> "{}").collect(Collectors.joining(","));
        evaluate(OFFICE, more).andExpect(status().isBadRequest());
        evaluate(OFFICE, "{\"op\":\"" + "x".repeat(1 << 20) + "\"}").andExpect(status().isPayloadTooLarge());
        evaluate(OFFICE, "[".repeat(5_000)).andExpect(status().isBadRequest());
        assertThat(Duration.ofNanos(took)).as("work of one thread").isLessThan(Duration.ofMillis(1_000));
    }

    private ResultActions evaluate(String calendar, String operations) throws Exception {
        return evaluation(people.manager, calendar, operations);
    }
}
