package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The figures that {@code docs/one-verdict.md} shows follow from each other; that they are real is held by DemoWorldTest. */
class OneVerdictTest {

    @Test
    void theAnswersOfThePageAddUp_5_1() throws IOException {
        OneVerdict.ofPage().addsUp();
    }

    @Test
    void theSumsInItsWordsAreThoseOfItsAnswers() throws IOException {
        String page = OneVerdict.text().replaceAll("\\s+", " ");
        assertThat(OneVerdict.ofPage().sentences())
                .allSatisfy(s -> assertThat(page).contains(s));
    }
}
