package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviationsTest {

    private static final String TEMPLATE =
            """
            {"spec": {"rank": 0, "charges": {"amount": "${amount}", "currency": "EUR"},
                      "terms": [{"id": "respond", "within": "PT4H"}, {"id": "resolve", "within": "P3BD"}]}}""";

    @Test
    void countsNothingWhereOnlyPlaceholdersWereFilled() {
        assertThat(count(TEMPLATE.replace("${amount}", "100.00"))).isZero();
    }

    @Test
    void countsEachValueThatDiffers() {
        assertThat(count(TEMPLATE.replace("PT4H", "PT2H"))).isEqualTo(1);
        assertThat(count(TEMPLATE.replace("PT4H", "PT2H").replace("EUR", "USD")))
                .isEqualTo(2);
    }

    @Test
    void countsEachValueThatIsMissingOrMore() {
        assertThat(count(TEMPLATE.replace("\"rank\": 0, ", ""))).isEqualTo(1);
        assertThat(count(TEMPLATE.replace("\"rank\": 0", "\"rank\": 0, \"scope\": \"service\"")))
                .isEqualTo(1);
    }

    @Test
    void doesNotCountTheOrderOfTermsNorTheTitle() {
        assertThat(
                        count(
                                """
                {"metadata": {"title": "other"},
                 "spec": {"rank": 0, "charges": {"amount": "1", "currency": "EUR"},
                          "terms": [{"id": "resolve", "within": "P3BD"}, {"id": "respond", "within": "PT4H"}]}}"""))
                .isZero();
    }

    private static int count(String document) {
        return Deviations.count(Json.read(TEMPLATE), Json.read(document));
    }
}
