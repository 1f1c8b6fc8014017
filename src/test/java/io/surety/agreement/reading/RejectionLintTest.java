package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.surety.shared.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionLintTest {

    @ParameterizedTest(name = "final after {0}, refused within {1} on {2}")
    @CsvSource({
        "P3BD, P3BD, prime, month, true",
        "P2BD, P3BD, prime, month, false",
        "P8D, P3BD, prime, month, true",
        // 1 April 2026 is the Wednesday before Easter
        "P7D, P3BD, prime, month, false",
        "P3D, P3BD, prime, month, false",
        // 1 January 2027 is a holiday and a Friday: the one business day after Monday is Tuesday the fifth
        "P4D, P1BD, prime, year, false",
        "P5D, P1BD, prime, year, true",
        "PT27H, P3BD, prime, month, false",
        "P2BD, PT96H, always, quarter, false",
        "P5BD, PT96H, always, quarter, true",
        "P1D, PT23H, always, day, true",
        "P1D, PT24H, always, week, true",
        "P1D, PT25H, always, week, false",
    })
    void aPeriodIsNotFinalWhileItsLeadsCanBeRefused(
            String finalAfter, String within, String calendar, String per, boolean good)
            throws JsonProcessingException {
        List<Diagnostic> found = found(finalAfter, within, calendar, per);

        if (good) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .extracting(Diagnostic::code, Diagnostic::path)
                    .containsExactly(tuple("final-before-rejection", "/spec/reporting/finalAfter"));
        }
    }

    @Test
    void aTermThatRefusesNothingIsFinalAsEarlyAsItLikes() throws JsonProcessingException {
        ObjectNode spec = (ObjectNode) spec("PT1H", "P3BD", "prime", "month");
        ((ObjectNode) spec.at("/terms/0/measure")).remove("refuse");

        assertThat(check(spec)).isEmpty();
    }

    private static List<Diagnostic> found(String finalAfter, String within, String calendar, String per)
            throws JsonProcessingException {
        return check(spec(finalAfter, within, calendar, per));
    }

    private static List<Diagnostic> check(JsonNode spec) {
        Findings findings = new Findings();
        var calendars =
                Readers.reader().read(Readers.itSupport()).document().spec().calendars();
        new RejectionLint(spec, new LintCalendars(calendars), findings).check();
        return findings.errors();
    }

    private static JsonNode spec(String finalAfter, String within, String calendar, String per)
            throws JsonProcessingException {
        return new YAMLMapper()
                .readTree(
                        """
                        period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: prime}
                        terms:
                          - id: volume
                            measure: {kind: volume, refuse: {reasons: [duplicate], within: %s}}
                            target: {each: "90%%", calendar: %s, per: %s}
                        reporting: {finalAfter: %s}
                        """
                                .formatted(within, calendar, per, finalAfter));
    }
}
