package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.shared.Diagnostic;
import io.surety.shared.Ratio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentReader reader = Readers.reader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internal-ola.yaml",
                "it-support-and-uptime.yaml",
                "marketing-sales.yaml",
                "p95-latency.yaml",
                "supplier-uc.yaml"
            })
    void theSchemaAcceptsTheDocumentsOfTheFormat(String name) throws IOException {
        byte[] text = Files.readAllBytes(Path.of("../shared/design/examples", name));

        assertThat(new CheckedTree(new DocumentSchema())
                        .read(text, DocumentFormat.YAML)
                        .path("apiVersion")
                        .asText())
                .isEqualTo("surety/v1");
    }

    /** A schema and a lint that are stricter than those by which something was agreed. */
    @Test
    void whatWasAgreedByOlderRulesIsTheBaseOfANextContent_2_2() {
        String agreed = reader.read(Readers.itSupport()).normalised();
        String old = agreed.replace("\"escalation\":\"incident-breach\"", "\"escalation\":\"gone\"")
                .replace("\"12000.00\"", "\"12000.000000\"");
        String next = old.replace("\"end\":\"2027-01-01\"", "\"end\":\"2028-01-01\"");
        assertThat(next).isNotEqualTo(old);

        assertThat(reader.accepted(old).normalised()).isEqualTo(old);
        assertThat(Readers.diagnostics(() -> reader.read(next.getBytes(StandardCharsets.UTF_8))))
                .as("as a text of today")
                .extracting(Diagnostic::code)
                .containsExactly("wrong-form");
        ParsedDocument read = reader.readNext(next, old);
        assertThat(read.document().spec().period().end()).isEqualTo("2028-01-01");
        assertThat(read.warnings())
                .extracting(Diagnostic::path, Diagnostic::code)
                .contains(
                        tuple("/spec/charges/amount", "wrong-form"),
                        tuple("/spec/terms/0/escalation", "unknown-reference"));
    }

    @Test
    void whatIsWrongOnlyWithTheNextContentIsRefused_2_2() {
        String old = reader.read(Readers.itSupport())
                .normalised()
                .replace("\"escalation\":\"incident-breach\"", "\"escalation\":\"gone\"");

        assertThat(Readers.diagnostics(() -> reader.readNext(old.replace("\"atMost\":1000}", "\"atMost\":-1}"), old)))
                .extracting(Diagnostic::path, Diagnostic::code)
                .containsExactly(tuple("/spec/terms/0/onlyIf/items/atMost", "out-of-range"));
        assertThat(Readers.diagnostics(
                        () -> reader.readNext(old.replace("\"end\":\"2027-01-01\"", "\"end\":\"2026-01-01\""), old)))
                .extracting(Diagnostic::path, Diagnostic::code)
                .contains(tuple("/spec/period/end", "period-empty"))
                .doesNotContain(tuple("/spec/terms/0/escalation", "unknown-reference"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal-ola.yaml", "marketing-sales.yaml", "p95-latency.yaml", "supplier-uc.yaml"})
    void acceptsTheExamplesThatThisReleaseJudges(String name) throws IOException {
        ParsedDocument parsed = reader.read(Files.readAllBytes(Path.of("../shared/design/examples", name)));

        assertThat(parsed.document().spec().terms()).isNotEmpty();
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void givesEveryScalarOfYamlTheTypeOfTheSchema() {
        Term resolve =
                reader.read(Readers.itSupport()).document().spec().terms().get(0);

        assertThat(resolve.minimumEvents()).isEqualTo(5);
        assertThat(resolve.targets().get(0).within()).isEqualTo(Span.parse("PT4H"));
        assertThat(resolve.targets().get(0).when())
                .containsEntry("opened", List.of("prime"))
                .containsEntry("priority", List.of("1 - Critical"));
        assertThat(resolve.conformance()).isNotNull();
        assertThat(resolve.conformance().atLeast()).isEqualTo(Ratio.of(95, 100));
    }

    @Test
    void writesDefaultsOut() {
        ParsedDocument parsed = reader.read(Readers.with("      reopen: {as: continue, within: P10BD}", ""));

        assertThat(parsed.document().spec().terms().get(0).measure())
                .isInstanceOfSatisfying(
                        Measure.DurationMeasure.class,
                        m -> assertThat(m.reopen().as()).isEqualTo(Measure.Reopen.As.IGNORE));
        assertThat(parsed.normalised())
                .contains("\"reopen\":{\"as\":\"ignore\"}")
                .contains("\"completeness\":\"95%\"");
    }

    @Test
    void readsItsOwnNormalFormAsTheSameDocument() {
        ParsedDocument once = reader.read(Readers.itSupport());
        ParsedDocument twice = reader.read(once.normalised().getBytes(StandardCharsets.UTF_8));

        assertThat(twice).isEqualTo(once);
    }

    /** A property over many shuffles: what order its keys have, and in which of the two ways it is written, is no content. */
    @Test
    void hasOneHashHoweverItIsWritten() throws IOException {
        ParsedDocument original = reader.read(Readers.itSupport());
        JsonNode tree = JSON.readTree(original.normalised());
        var yaml = new ObjectMapper(new YAMLFactory());

        for (int seed = 0; seed < 60; seed++) {
            JsonNode shuffled = shuffled(tree, new Random(seed));
            String pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled);
            assertThat(reader.read(JSON.writeValueAsBytes(shuffled)).hash()).isEqualTo(original.hash());
            assertThat(reader.read(bytes("\n " + pretty)).hash()).isEqualTo(original.hash());
            assertThat(reader.read(bytes("# a comment\n" + yaml.writeValueAsString(shuffled)))
                            .hash())
                    .isEqualTo(original.hash());
        }
    }

    @Test
    void hasAnotherHashWhenAnyContentIsAnother() {
        assertThat(reader.read(Readers.with("within: PT4H", "within: PT5H")).hash())
                .isNotEqualTo(reader.read(Readers.itSupport()).hash());
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(shuffled(element, random)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        Collections.shuffle(keys, random);
        ObjectNode object = JSON.createObjectNode();
        keys.forEach(key -> object.set(key, shuffled(node.get(key), random)));
        return object;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
