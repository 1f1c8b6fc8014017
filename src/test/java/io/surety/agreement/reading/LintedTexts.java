package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.provider.Arguments;

/** Places of the good document at which tests of the lint change it, and what they expect to be found. */
final class LintedTexts {

    static final String REST_TARGET = "        - {id: rest, calendar: prime, within: P3BD}\n";

    static final String MEASURE_UP = "{kind: availability, from: outages, source: outages, minimumOutage: PT5M}";
    static final String NON_PRIME = "{id: non-prime, complementOf: prime}";
    static final String OUTAGES = "kind: outages, complete: watermark";

    /** A calendar that is open on one date only, for four hours. */
    static final Map<String, String> ONCE = Map.of(
            NON_PRIME,
            NON_PRIME
                    + "\n    - {id: once, zone: UTC, dates: [{date: \"2026-05-05\", windows: [{from: \"08:00\", to: \"12:00\"}]}]}");

    static final DocumentReader READER = Readers.reader();

    private LintedTexts() {}

    static byte[] with(String part, String other, Map<String, String> more) {
        String text = new String(Readers.with(part, other), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> change : more.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Arguments error(String code, String path, String part, String other) {
        return error(code, path, part, other, Map.of());
    }

    /** @param more what else is replaced */
    static Arguments error(String code, String path, String part, String other, Map<String, String> more) {
        return Arguments.of(code, path, part, other, more);
    }

    static Arguments error(String what, String part, String other) {
        return error(what, part, other, Map.of());
    }

    static Arguments error(String what, String part, String other, Map<String, String> more) {
        return Arguments.of(what, part, other, more);
    }
}
