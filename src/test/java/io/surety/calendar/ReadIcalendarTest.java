package io.surety.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of holidays and maintenance, from calendars as people keep them and from those who mean harm. */
class ReadIcalendarTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void readsWholeDaysAsDates() {
        IcalendarContents contents =
                read("DTSTART;VALUE=DATE:20260514", "DTEND;VALUE=DATE:20260516", "SUMMARY:Him\r\n mel\\, fahrt");

        assertThat(contents.refused()).isEmpty();
        assertThat(contents.occurrences()).singleElement().satisfies(day -> {
            assertThat(day.dates()).containsExactly(LocalDate.of(2026, 5, 14), LocalDate.of(2026, 5, 15));
            assertThat(day.summary()).isEqualTo("Himmel, fahrt");
            assertThat(day.key()).isEqualTo("20260514");
            assertThat(day.span().millis()).isEqualTo(Duration.ofDays(2).toMillis());
        });
    }

    @Test
    void placesLocalTimesByOurOwnRule_3_2() {
        IcalendarContents contents =
                read("DTSTART;TZID=Europe/Berlin:20260328T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3");

        assertThat(contents.occurrences())
                .extracting(o -> o.span().from())
                .as("02:30 on the day that skips it is 03:30")
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(read("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT1H")
                        .occurrences()
                        .get(0)
                        .span()
                        .from())
                .as("an ambiguous time is its first occurrence")
                .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void whatAFileSaysAboutTheRulesOfAZoneIsNotRead() {
        String zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                + "TZOFFSETFROM:+1400\r\nTZOFFSETTO:+1400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        IcalendarContents contents =
                read(zone + event("DTSTART;TZID=Europe/Berlin:20260601T100000", "DURATION:PT1H"), true);

        assertThat(contents.occurrences().get(0).span().from()).isEqualTo(Instant.parse("2026-06-01T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=YEARLY|20240229|",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH|20251127|20261126",
                "FREQ=MONTHLY;BYDAY=-1SU;COUNT=14|20251228|20260125 20260222 20260329 20260426 20260531 20260628 20260726 20260830 20260927 20261025 20261129 20261227",
                "FREQ=WEEKLY;INTERVAL=26|20251231|20260701 20261230",
                "FREQ=DAILY;UNTIL=20260102|20251231|20260101 20260102",
                "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=1,2,3|20251231|20260131 20260331",
                "FREQ=DAILY;COUNT=3|20251230|20260101"
            })
    void expandsRulesToLocalDates(String rule, String start, String dates) {
        IcalendarContents contents = read("DTSTART;VALUE=DATE:" + start, "RRULE:" + rule);

        assertThat(contents.refused()).isEmpty();
        assertThat(contents.occurrences().stream().map(IcalendarOccurrence::key).collect(Collectors.joining(" ")))
                .isEqualTo(dates == null ? "" : dates);
    }

    @Test
    void untilIsAnInstantAlsoOverAChangeOfTheClocks() {
        String[] event = {"DTSTART;TZID=Europe/Berlin:20260327T220000", "DURATION:PT1H", ""};
        event[2] = "RRULE:FREQ=DAILY;UNTIL=20260329T200000Z";
        assertThat(read(event).occurrences()).hasSize(3);
        event[2] = "RRULE:FREQ=DAILY;UNTIL=20260329T195959Z";
        assertThat(read(event).occurrences()).hasSize(2);
    }

    @Test
    void anUntilWithoutAZoneIsInThatOfTheEvent() {
        assertThat(read(
                                "DTSTART;TZID=America/New_York:20260327T220000",
                                "DURATION:PT1H",
                                "RRULE:FREQ=DAILY;UNTIL=20260329T220000")
                        .occurrences())
                .hasSize(3);
    }

    @Test
    void anOccurrenceKeepsItsKeyWhateverZoneItsChangeIsWrittenIn() {
        String series =
                event("DTSTART;TZID=Europe/Berlin:20260601T220000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=2");
        String longer = event("RECURRENCE-ID:20260608T200000Z", "DTSTART:20260608T200000Z", "DURATION:PT3H");

        assertThat(read(longer + series, true).occurrences())
                .extracting(IcalendarOccurrence::key)
                .containsExactly("20260601T220000", "20260608T220000");
    }

    @Test
    void saysOfWhichEventsAllCouldBeRead() {
        String other = event("DTSTART;VALUE=DATE:20260602", "SEQUENCE:3", "STATUS:CANCELLED")
                .replace("UID:one", "UID:two");
        String broken = event("RECURRENCE-ID:20260608T200000Z", "DTSTART:soon", "DURATION:PT3H");

        assertThat(read(event("DTSTART;VALUE=DATE:20260601") + other, true).events())
                .isEqualTo(Map.of("one", 0, "two", 3));
        assertThat(read(event("DTSTART;VALUE=DATE:20260601") + broken + other, true)
                        .events())
                .isEqualTo(Map.of("two", 3));
    }

    @Test
    void anEndMeansTheSameLengthAndADurationTheSameLocalDays() {
        String start = "DTSTART;TZID=Europe/Berlin:20260327T120000";
        String rule = "RRULE:FREQ=DAILY;COUNT=2";
        assertThat(read(start, "DTEND;TZID=Europe/Berlin:20260328T120000", rule).occurrences())
                .extracting(o -> o.span().length())
                .containsExactly(Duration.ofHours(24), Duration.ofHours(24));
        assertThat(read(start, "DURATION:P1D", rule).occurrences())
                .extracting(o -> o.span().length())
                .containsExactly(Duration.ofHours(24), Duration.ofHours(23));
    }

    @Test
    void singleOccurrencesAreLeftOutMovedAndAdded() {
        String master = event(
                "DTSTART;TZID=Europe/Berlin:20260601T220000",
                "DURATION:PT2H",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;TZID=Europe/Berlin:20260608T220000",
                "RDATE;TZID=Europe/Berlin:20260610T220000");
        String moved = event(
                "RECURRENCE-ID;TZID=Europe/Berlin:20260615T220000",
                "DTSTART;TZID=Europe/Berlin:20260616T230000",
                "DURATION:PT1H",
                "SEQUENCE:2");
        String cancelled = event(
                "RECURRENCE-ID:20260622T200000Z",
                "DTSTART;TZID=Europe/Berlin:20260622T220000",
                "DURATION:PT1H",
                "STATUS:CANCELLED");

        IcalendarContents contents = read(master + moved + cancelled, true);
        assertThat(contents.refused()).isEmpty();
        assertThat(contents.occurrences())
                .extracting(o -> o.key() + " " + o.span().from() + " " + o.sequence())
                .containsExactly(
                        "20260601T220000 2026-06-01T20:00:00Z 0",
                        "20260610T220000 2026-06-10T20:00:00Z 0",
                        "20260615T220000 2026-06-16T21:00:00Z 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;TZID=Mars/Olympus:20260601T100000|unknown-zone",
                "DTSTART;TZID=ical4j~1:20260601T100000|unknown-zone",
                "DTSTART:20261301T100000|wrong-form",
                "DTSTART:00010101T100000Z|out-of-range",
                "DTSTART:yesterday|wrong-form",
                "SUMMARY:none|missing",
                "DTSTART:20260601T100000Z|wrong-length",
                "DTSTART;VALUE=DATE:20260601@DTEND;VALUE=DATE:20260601|wrong-length",
                "DTSTART:20260601T100000Z@DTEND:20260601T090000Z|wrong-length",
                "DTSTART:20260601T100000Z@DURATION:P400D|wrong-length",
                "DTSTART:20260601T100000Z@DTSTART:20260601T100000Z|duplicate",
                "DTSTART:20260601T100000Z@DTEND:20260601T110000Z@DURATION:PT1H|exactly-one",
                "DTSTART:20260601T100000Z@DTEND;VALUE=DATE:20260602|wrong-form",
                "DTSTART;VALUE=DATE:20260601@DTEND:20260602T120000Z|wrong-form",
                "DTSTART;VALUE=DATE:20260601@DURATION:P1DT12H|wrong-form",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RECURRENCE-ID;RANGE=THISANDFUTURE:20260601T100000Z|range-not-supported",
                "DTSTART;TZID=SystemV/AST4:20260601T100000|unknown-zone",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=SECONDLY|rule-not-supported",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=DAILY;BYHOUR=1,2,3|rule-not-supported",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=DAILY;INTERVAL=0|wrong-form",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=DAILY;COUNT=-1|wrong-form",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=DAILY;BYMONTH=99|wrong-form",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RRULE:FREQ=DAILY;FREQ=WEEKLY|rule-not-supported",
                "DTSTART:20260601T100000Z@DURATION:PT1H@EXRULE:FREQ=DAILY|rule-not-supported",
                "DTSTART:20260601T100000Z@DURATION:PT1H@RDATE;VALUE=PERIOD:20260602T100000Z/PT1H|wrong-form"
            })
    void anEventThatCannotBeReadSpoilsNoOther(String lines, String code) {
        IcalendarContents contents = read(event(lines.split("@")) + event("DTSTART;VALUE=DATE:20260602"), true);

        assertThat(contents.refused()).extracting(Diagnostic::code).containsExactly(code);
        assertThat(contents.occurrences()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VALARM\r\nEND:VCALENDAR\r\n",
                "{\"calendar\": 1}"
            })
    void whatIsNoICalendarIsRefused(String text) {
        assertThatThrownBy(() -> read(text, false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("icalendar-malformed"));
    }

    @Test
    @Timeout(60)
    void aFileThatIsMeantToHurtIsRefusedInBoundedTime() {
        assertThatThrownBy(() -> read("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n".repeat(60_000), false))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> read("BEGIN:VCALENDAR\r\n" + "\u00e9".repeat(1 << 20), false))
                .isInstanceOf(Refusal.class);
        tooLarge(IntStream.range(0, 300)
                .mapToObj(i -> event("DTSTART;VALUE=DATE:19700101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
                .collect(Collectors.joining()));
        tooLarge(IntStream.range(0, 20)
                .mapToObj(i -> event("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY"))
                .collect(Collectors.joining()));
        tooLarge(event("DTSTART;VALUE=DATE:20260101").repeat(6_000));
        String dates = IntStream.range(0, 50_000).mapToObj(i -> "20260101").collect(Collectors.joining(","));
        assertThat(read("DTSTART:20260101T100000Z", "DURATION:PT1H", "EXDATE;VALUE=DATE:" + dates)
                        .occurrences())
                .isEmpty();
        assertThat(read("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY").occurrences())
                .as("a rule without end ends with what is asked for")
                .hasSize(365);
    }

    private static void tooLarge(String events) {
        assertThatThrownBy(() -> read(events, true))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("icalendar-too-large"));
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:one\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    private static IcalendarContents read(String... lines) {
        return read(event(lines), true);
    }

    private static IcalendarContents read(String text, boolean wrap) {
        String file = wrap ? "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + text + "END:VCALENDAR\r\n" : text;
        return ReadIcalendar.read(
                file.getBytes(StandardCharsets.UTF_8), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1), BERLIN);
    }
}
