package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.TemplateDocument;
import io.surety.shared.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Map<String, String> VALUES =
            Map.of("title", "Desk of Globex", "customer", "globex", "respond", "PT30M", "resolve", "PT8H");

    private final ReadTemplate templates = DocumentReading.templates();

    @Test
    void makesAnAgreementThatEmbedsItsHash() throws IOException {
        TemplateDocument template = read(text());
        ParsedDocument made = templates.fill(template, "desk-globex", null, VALUES);

        assertThat(made.document().metadata().name()).isEqualTo("desk-globex");
        assertThat(made.document().metadata().title()).isEqualTo("Desk of Globex");
        assertThat(made.document().metadata().template()).isEqualTo(template.hash());
        assertThat(made.document().spec().customer().id()).isEqualTo("globex");
        assertThat(made.document().spec().terms().get(0).minimumEvents()).isZero();
        assertThat(Readers.reader().read(made.normalised().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(made);
    }

    @Test
    void hasOneHashInYamlAndJson() throws IOException {
        byte[] json = new ObjectMapper().writeValueAsBytes(new ObjectMapper(new YAMLFactory()).readTree(text()));

        assertThat(templates.read(json, DocumentFormat.JSON).hash())
                .isEqualTo(read(text()).hash());
    }

    @ParameterizedTest
    @CsvSource({
        "respond, PT10M, /spec/terms/respond/targets/all/within",
        "respond, PT4H1S, /spec/terms/respond/targets/all/within",
        "resolve, PT29M, /spec/terms/respond/targets/all/within",
        "resolve, P1BD, /spec/terms/respond/targets/all/within",
        "share, 96%, /spec/terms/resolve/conformance/atLeast"
    })
    void holdsWhatIsMadeToItsConstraints(String placeholder, String value, String path) throws IOException {
        TemplateDocument template = read(text());
        Map<String, String> values = new java.util.HashMap<>(VALUES);
        values.put(placeholder, value);

        assertThat(Readers.diagnostics(() -> templates.fill(template, "desk-globex", null, values)))
                .extracting(Diagnostic::code, Diagnostic::path)
                .containsExactly(tuple("creation-constraint", path));
    }

    @ParameterizedTest
    @CsvSource({"respond, PT15M", "respond, PT4H", "resolve, PT30M"})
    void acceptsWhatLiesOnTheLimit(String placeholder, String value) throws IOException {
        Map<String, String> values = new java.util.HashMap<>(VALUES);
        values.put(placeholder, value);

        assertThat(templates.fill(read(text()), "desk-globex", null, values)).isNotNull();
    }

    @Test
    void holdsALaterOfferToTheSameConstraints() throws IOException {
        TemplateDocument template = read(text());
        String made = templates.fill(template, "desk-globex", null, VALUES).normalised();
        ParsedDocument offer = Readers.reader()
                .read(made.replace(
                                "\"services\":[{\"description\":\"help desk\"",
                                "\"services\":[{\"charges\":{\"amount\":\"1\",\"currency\":\"EUR\",\"per\":\"month\"},\"description\":\"help desk\"")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(templates.check(template, offer)).singleElement().satisfies(d -> assertThat(d.message())
                .contains("charged-once"));
    }

    @Test
    void asksForTheValuesThatHaveNoDefaultAndForNoOthers() throws IOException {
        TemplateDocument template = read(text());

        assertThat(Readers.diagnostics(
                        () -> templates.fill(template, "desk-globex", null, Map.of("title", "x", "colour", "red"))))
                .extracting(Diagnostic::code, Diagnostic::path)
                .containsExactly(
                        tuple("missing", "/values/customer"),
                        tuple("missing", "/values/respond"),
                        tuple("missing", "/values/resolve"),
                        tuple("unknown-placeholder", "/values/colour"));
    }

    @Test
    void refusesValuesThatTheFormatDoesNotAllow() throws IOException {
        TemplateDocument template = read(text());
        Map<String, String> values = new java.util.HashMap<>(VALUES);
        values.put("respond", "soon");

        assertThat(Readers.diagnostics(() -> templates.fill(template, "desk-globex", null, values)))
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("wrong-length"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: respond, example: PT1H | name: respond, example: PT5H | creation-constraint",
                "name: resolve, example: PT8H | name: resolve, example: later | wrong-length",
                "name: events, | name: event, | unknown-placeholder",
                "{name: customer, example: acme} | {name: customer, example: acme, colour: red} | unknown-field",
                "minimumEvents: \"${events}\" | minimumEvents: 5 | placeholder-not-used",
                "kind: Template | kind: Agreement | unknown-field"
            })
    void refusesATemplateThatItsOwnExamplesDoNotFit(String part, String other, String code) throws IOException {
        assertThat(text()).contains(part);
        String changed = text().replace(part, other);

        assertThat(Readers.diagnostics(() -> read(changed)))
                .extracting(Diagnostic::code)
                .contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "PT90M, PT1H, 1",
        "P2BD, P10BD, -1",
        "99.9%, 99.90%, 0",
        "10, 9.5, 1",
        "2026-01-02, 2026-01-10, -1",
        "P1Y, P12M, 0",
        "P2W, P15D, -1"
    })
    void comparesValuesAsWhatTheyMean(String one, String other, int sign) {
        assertThat(Comparison.of(one, other).stream().map(Integer::signum)).containsExactly(sign);
    }

    @ParameterizedTest
    @CsvSource({"PT8H, P1BD", "P1M, P30D", "soon, later"})
    void doesNotCompareWhatHasNoOrder(String one, String other) {
        assertThat(Comparison.of(one, other)).isEqualTo(OptionalInt.empty());
    }

    private TemplateDocument read(String text) {
        return templates.read(text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
    }

    private static String text() throws IOException {
        try (InputStream in = TemplateTest.class.getResourceAsStream("/agreements/desk-template.yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
