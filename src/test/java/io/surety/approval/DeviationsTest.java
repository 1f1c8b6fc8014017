package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.TemplateDocument;
import io.surety.agreement.reading.DocumentReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a template and on documents as the agreement room writes them. */
class DeviationsTest {

    private final ReadTemplate templates = DocumentReading.templates();
    private TemplateDocument template;
    private String made;

    @BeforeEach
    void aDocumentMadeFromATemplate() throws IOException {
        try (InputStream in = DeviationsTest.class.getResourceAsStream("/agreements/desk-template.yaml")) {
            assertThat(in).isNotNull();
            template = templates.read(in.readAllBytes(), DocumentFormat.YAML);
        }
        made = templates
                .fill(
                        template,
                        "desk-globex",
                        null,
                        Map.of(
                                "title",
                                "Desk",
                                "customer",
                                "globex",
                                "respond",
                                "PT30M",
                                "resolve",
                                "PT8H",
                                "events",
                                "3"))
                .normalised();
    }

    @Test
    void countsNothingWhereOnlyPlaceholdersWereFilled() {
        assertThat(count(made)).isZero();
    }

    @Test
    void countsNothingWhereAPlaceholderWasFilledAnew() {
        assertThat(count(made.replace("PT30M", "PT1H").replace("globex", "initech")))
                .isZero();
    }

    @Test
    void countsEachValueThatDiffers() {
        assertThat(count(made.replace("\"1000.00\"", "\"900.00\""))).isEqualTo(1);
        assertThat(count(made.replace("\"1000.00\"", "\"900.00\"").replace("\"18:00\"", "\"17:00\"")))
                .isEqualTo(2);
    }

    @Test
    void countsADefaultThatWasChanged() {
        assertThat(count(made.replace("\"noData\":\"exclude\"", "\"noData\":\"bad\"")))
                .isEqualTo(2);
    }

    @Test
    void countsEachValueThatIsMissingOrMore() {
        assertThat(count(made.replace(",\"rank\":0", ""))).isEqualTo(1);
        assertThat(count(made.replace(
                                "\"rank\":0",
                                "\"rank\":0,\"responsibilities\":[{\"duty\":\"pay\",\"who\":\"customer\"}]")
                        .replace(",\"responsibilities\":[]", "")))
                .isEqualTo(2);
    }

    @Test
    void doesNotCountTheTitleNorTheHolidaysThatALibraryKnows() {
        assertThat(count(made.replace("\"title\":\"Desk\"", "\"title\":\"Help\"")
                        .replaceAll("\"jollyday [^\"]*\"", "\"jollyday 0.1\"")))
                .isZero();
    }

    private int count(String document) {
        assertThat(document).startsWith("{\"apiVersion\"");
        String expected = templates.withValuesOf(template, document);
        assertThat(expected.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        return Deviations.count(Json.read(expected), Json.read(document));
    }
}
