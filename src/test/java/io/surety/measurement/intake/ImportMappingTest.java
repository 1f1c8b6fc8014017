package io.surety.measurement.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping says, and which is refused. */
class ImportMappingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "item: number | /created",
                "item: number | /event",
                "{item: a, created: b, event: {at: c}, times: {pattern: dd-MM-yyyy, zone: UTC}} | /times/pattern",
                "{item: a, created: b, event: {at: c}, times: {pattern: '[[', zone: UTC}} | /times/pattern",
                "{item: a, created: b, event: {at: c}, times: {pattern: iso, zone: Mars/Olympus}} | /times/zone",
                "{item: a, created: b, event: {at: c}, times: {pattern: iso, zone: UTC}, colour: red} | /colour",
                "{item: a, created: b, event: {at: c}, times: {pattern: iso, zone: UTC}, table: {encoding: EBCDIC}} |"
                        + " /table/encoding",
                "{item: a, created: b, event: {at: c}, times: {pattern: iso, zone: UTC}, table: {delimiter: xx}} |"
                        + " /table/delimiter",
                "{item: a, created: b, event: {at: c}, times: {pattern: iso, zone: UTC}, source: No Label} | /source",
            })
    void refusesAMappingWithThePathOfWhatIsWrong(String text, String path) {
        assertThatThrownBy(() -> new ReadMapping().read(text))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.diagnostics())
                        .extracting(Diagnostic::path)
                        .contains(path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"item: &a number", "item: !!str number", "{item: a, item: b}", "item: [", "item: *a"})
    void refusesAMappingThatIsNoPlainYaml(String text) {
        assertThatThrownBy(() -> new ReadMapping().read(text))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.kind()).isIn(Refusal.Kind.MALFORMED, Refusal.Kind.INVALID));
    }

    @Test
    void readsALocalTimeInAGapWithTheOffsetBeforeItAndAnAmbiguousOneAsTheFirst() {
        var berlin = new RowTimes(new ImportMapping.Times("dd-MM-yyyy HH:mm", "Europe/Berlin"));

        assertThat(berlin.instant("29-03-2026 02:30")).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(berlin.instant("25-10-2026 02:30")).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(new RowTimes(new ImportMapping.Times("iso", "UTC")).instant("2026-03-29T02:30:00+02:00"))
                .isEqualTo(Instant.parse("2026-03-29T00:30:00Z"));
    }

    @Test
    void givesConstantsOfTheRequestToEachItem() {
        ImportMapping mapping = ImportTableTest.serviceNow().with(Map.of("service", "service-desk", "type", "request"));

        assertThat(mapping.constants()).containsEntry("service", "service-desk").containsEntry("type", "request");
    }
}
