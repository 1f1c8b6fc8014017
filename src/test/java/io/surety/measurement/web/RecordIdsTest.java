package io.surety.measurement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordIdsTest {

    @ParameterizedTest
    @CsvSource({
        "-999999999-01-01T00:00:00Z,2026-11-01T00:00:00Z,/from",
        "2026-11-01T00:00:00Z,+999999999-01-01T00:00:00Z,/to",
        "2026-11-01T00:00:00Z,2026-11-01T00:00:00Z,/to"
    })
    void namesTheEndOfASpanThatIsWrong(Instant from, Instant to, String path) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> RecordIds.checkSpan(from, to));
        assertThat(refusal.diagnostics()).extracting(Diagnostic::path).containsExactly(path);
    }
}
