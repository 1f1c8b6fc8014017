package io.surety.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"PT4H", "PT1H30M", "PT15M", "PT1S", "PT999999H", "P1BD", "P9999BD", "P90D", "P3M", "P1Y2M3D"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Span.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1W", "PT90M", "PT36H", "P1Y2M1W", "PT3600S", "PT0H5M"})
    void whatItWritesItReadsBack(String text) {
        Span span = Span.parse(text);
        assertThat(Span.parse(span.text())).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "PT0S",
                "P0D",
                "P0BD",
                "-PT1H",
                "PT-1H",
                "P-1D",
                "P1DT2H",
                "PT1.5H",
                "4h",
                "P1BDT1H",
                "P01BD",
                "PT1000000H",
                "PT999999H999999M",
                "P9999W99999D",
                "p1d",
                "PT1H "
            })
    void whatIsNoPositiveLengthIsRefused(String text) {
        assertThatThrownBy(() -> Span.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
