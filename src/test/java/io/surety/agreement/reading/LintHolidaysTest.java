package io.surety.agreement.reading;

import static io.surety.agreement.reading.LintedTexts.NON_PRIME;
import static io.surety.agreement.reading.LintedTexts.READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.calendar.ServiceCalendar;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The holidays that stand in a document: who wrote them, and whether they still hold. */
class LintHolidaysTest {

    @Test
    void aComplementCountsItsHolidaysInItsOwnZone() {
        String complement =
                "{id: non-prime, complementOf: prime, zone: Pacific/Auckland, holidays: {extra: [\"2026-05-09\"]}}";
        var calendars = READER.read(Readers.with(NON_PRIME, complement))
                .document()
                .spec()
                .calendars();

        var calendar = ServiceCalendar.of(DocumentCalendars.definition(calendars.get(1), calendars.get(0)));

        assertThat(calendar.zone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        assertThat(calendar.isOpen(Instant.parse("2026-05-08T11:59:59Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-05-08T16:00:00Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-05-09T11:59:59Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-05-09T12:00:00Z"))).isTrue();
    }

    @Test
    void writesTheHolidaysOfTheValidityAndTwoYearsMoreIntoTheDocument() {
        CalendarClause prime =
                READER.read(Readers.itSupport()).document().spec().calendars().get(0);

        assertThat(prime.holidays()).isNotNull();
        var frozen = prime.holidays().frozen();
        assertThat(frozen).isNotNull();
        assertThat(frozen.from()).isEqualTo(LocalDate.parse("2026-01-01"));
        assertThat(frozen.to()).isEqualTo(LocalDate.parse("2029-01-01"));
        assertThat(frozen.library()).startsWith("jollyday ");
        assertThat(frozen.dates())
                .extracting(CalendarClause.NamedDate::date)
                .contains(LocalDate.parse("2026-03-08"), LocalDate.parse("2028-12-25"))
                .doesNotContain(LocalDate.parse("2029-01-01"));
    }

    @Test
    void refusesHolidaysThatTheLibraryDidNotSay() {
        String normalised = READER.read(Readers.itSupport()).normalised();
        String forged = normalised.replace("\"2026-12-25\"", "\"2026-12-23\"");

        assertThat(Readers.diagnostics(() -> READER.read(forged.getBytes(StandardCharsets.UTF_8))))
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("holidays-not-of-library"));
    }

    @Test
    void keepsTheHolidaysOfAnotherLibraryAndSaysThatTheyDiffer() {
        String normalised = READER.read(Readers.itSupport()).normalised();
        String older = normalised
                .replace("\"2026-12-25\"", "\"2026-12-23\"")
                .replaceAll("\"jollyday [^\"]*\"", "\"jollyday 0.1\"");

        ParsedDocument parsed = READER.read(older.getBytes(StandardCharsets.UTF_8));

        assertThat(parsed.normalised()).isEqualTo(older);
        assertThat(parsed.warnings()).singleElement().satisfies(d -> assertThat(d.code())
                .isEqualTo("holidays-differ"));
    }
}
