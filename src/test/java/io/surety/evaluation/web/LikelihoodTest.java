package io.surety.evaluation.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelihoodTest {

    @ParameterizedTest
    @CsvSource({
        "0, < 1 %",
        "0.0099999, < 1 %",
        "0.01, 1 %",
        "0.374, 37 %",
        "0.99, 99 %",
        "0.9900001, > 99 %",
        "0.9999999, > 99 %",
        "1, 100 %",
        "1.000, 100 %"
    })
    void nearlyImpossibleAndNearlyCertainAreNotSaidToBeSo_5_3(BigDecimal probability, String text) {
        assertThat(Likelihood.text(probability)).isEqualTo(text);
    }
}
