package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.agreement.DocumentFormat;
import io.surety.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent instead of a document is refused quickly and says where and why. */
@Timeout(20)
class BadDocumentTest {

    private final DocumentReader reader = Readers.reader();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesWhatCannotBeRead(String code, String place, byte[] text) {
        Refusal refusal = refused(text);

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.type()).isEqualTo("document-malformed");
        assertThat(refusal.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(code);
            assertThat(d.path()).isEqualTo(place);
        });
    }

    static Stream<Arguments> refusesWhatCannotBeRead() {
        return Stream.of(
                yaml("yaml-syntax", "line 2, column 1", "kind: [a, b\n"),
                yaml("yaml-syntax", "line 1, column 1", "@nothing"),
                yaml("empty", "", ""),
                yaml("empty", "", "# nothing\n"),
                yaml("more-than-one-document", "line 2, column 1", "a: b\n---\nc: d\n"),
                yaml("anchor-not-allowed", "line 1, column 4", "a: &x [b]\n"),
                yaml("anchor-not-allowed", "line 1, column 4", bomb()),
                yaml("alias-not-allowed", "line 1, column 4", "a: *x\n"),
                yaml("merge-key-not-allowed", "line 1, column 1", "<<: {a: b}\n"),
                yaml("tag-not-allowed", "line 1, column 4", "a: !!int 3\n"),
                yaml("tag-not-allowed", "line 1, column 4", "a: !!javax.script.ScriptEngineManager [x]\n"),
                yaml("tag-not-allowed", "line 1, column 1", "%TAG ! tag:example,2000:\n---\na: b\n"),
                yaml("duplicate-key", "line 2, column 1", "a: b\na: c\n"),
                yaml("key-not-text", "line 1, column 3", "? [a]\n: b\n"),
                yaml("too-deep", "line 1, column 41", "[".repeat(500_000)),
                yaml("too-deep", "line 1, column 81", "- ".repeat(100_000)),
                yaml("too-many-values", "line 1, column 40000", "[" + "a,".repeat(400_000) + "]"),
                yaml("control-character", "line 1, column 4", "a: \"\\u0000\"\n"),
                yaml("broken-character", "line 1, column 4", "a: \"\\ud83d\"\n"),
                json("json-syntax", "line 1, column 7", "{\"a\": }"),
                json("duplicate-key", "line 1, column 12", "{\"a\":1, \"a\":2}"),
                json("json-syntax", "line 1, column 10", "{\"a\": 1} {}"),
                json("number-not-integer", "/a", "{\"a\": 1.5}"),
                json("number-not-integer", "/a", "{\"a\": 9007199254740993}"),
                json("broken-character", "/a", "{\"a\": \"\\ud83d\"}"),
                json("control-character", "/a", "{\"a\": \"\\u0000\"}"),
                Arguments.of("wrong-encoding", "", "kind: Agr\u00e9ment".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("wrong-encoding", "", "\ufeffkind: Agreement".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void refusesMoreThanAMegabyte() {
        assertThat(refused(new byte[DocumentText.MAX_BYTES + 1]).kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void saysWhereTheFormatIsNotKept(String code, String path, String part, String other) {
        Refusal refusal = refused(Readers.with(part, other));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.diagnostics()).anySatisfy(d -> {
            assertThat(d.code()).isEqualTo(code);
            assertThat(d.path()).isEqualTo(path);
            assertThat(d.message()).isNotBlank();
        });
        assertThat(refusal.diagnostics()).as("nothing but the one cause").hasSize(1);
    }

    static Stream<Arguments> saysWhereTheFormatIsNotKept() {
        return Stream.of(
                Arguments.of("date-does-not-exist", "/spec/period/end", "end: \"2027-01-01\"", "end: \"2027-02-29\""),
                Arguments.of("wrong-form", "/spec/period/end", "end: \"2027-01-01\"", "end: \"1.1.2027\""),
                Arguments.of(
                        "unknown-zone", "/spec/period/zone", "zone: Europe/Berlin, calendar", "zone: Mars, calendar"),
                Arguments.of(
                        "unknown-zone",
                        "/spec/period/zone",
                        "zone: Europe/Berlin, calendar",
                        "zone: SystemV/AST4, calendar"),
                Arguments.of(
                        "wrong-form", "/metadata/name", "{name: it-support-acme,", "{name: \"it-support-acme\\n\","),
                Arguments.of("wrong-form", "/spec/charges/amount", "\"12000.00\"", "\"12000.00\\n\""),
                Arguments.of(
                        "wrong-form", "/spec/terms/0/conformance/atLeast", "atLeast: \"95%\"", "atLeast: \"95%\\n\""),
                Arguments.of(
                        "wrong-form",
                        "/spec/calendars/0/windows/1/to",
                        "from: \"13:00\", to: \"18:00\"",
                        "from: \"13:00\", to: \"18:00\\n\""),
                Arguments.of(
                        "unknown-currency",
                        "/spec/charges/currency",
                        "\"12000.00\", currency: EUR",
                        "\"1\", currency: EUX"),
                Arguments.of("wrong-form", "/spec/charges/amount", "\"12000.00\"", "\"12,000.00\""),
                Arguments.of("wrong-form", "/spec/terms/0/conformance/atLeast", "atLeast: \"95%\"", "atLeast: 0.95"),
                Arguments.of(
                        "out-of-range", "/spec/terms/1/target/atLeast", "atLeast: \"99.9%\"", "atLeast: \"100.1%\""),
                Arguments.of("unknown-field", "/spec/terms/0/urgency", "minimumEvents: 5", "urgency: 5"),
                Arguments.of("wrong-type", "/spec/terms/0/minimumEvents", "minimumEvents: 5", "minimumEvents: 5.0"),
                Arguments.of(
                        "wrong-type",
                        "/spec/responsibilities",
                        "[{duty: report faults by phone, who: customer}]",
                        "none"),
                Arguments.of("missing", "/spec/terms/0/measure/start", "start: {event: created}", ""),
                Arguments.of(
                        "exactly-one", "/spec/terms/0/measure/start", "start: {event: created}", "start: {by: human}"),
                Arguments.of("value-not-allowed", "/spec/type", "type: SLA", "type: NDA"),
                Arguments.of("wrong-length", "/spec/terms/0/targets/0/within", "within: PT4H", "within: P4D"),
                Arguments.of("wrong-length", "/spec/terms/0/targets/0/within", "within: PT4H", "within: PT0S"),
                Arguments.of("wrong-length", "/spec/terms/0/targets/0/within", "within: PT4H", "within: P0BD"),
                Arguments.of("wrong-length", "/spec/terms/0/targets/0/within", "within: PT4H", "within: P1BDT4H"),
                Arguments.of("wrong-length", "/spec/terms/0/targets/0/within", "within: PT4H", "within: P1M"),
                Arguments.of("wrong-length", "/spec/period/notice", "notice: P90D", "notice: P90BD"),
                Arguments.of(
                        "value-not-allowed", "/spec/charges/per", "per: month}\n  services", "per: P1M}\n  services"),
                Arguments.of("wrong-type", "/spec/terms/0/measure/where/type", "type: [incident]", "type: incident"),
                Arguments.of("wrong-form", "/metadata/name", "name: it-support-acme", "name: It_Support"));
    }

    @Test
    void doesNotTakeAJsonFloatOrStringForAnotherType() {
        String json = reader.read(Readers.itSupport()).normalised();

        assertThat(refused(json.replace("\"minimumEvents\":5", "\"minimumEvents\":\"5\"")
                                .getBytes(StandardCharsets.UTF_8))
                        .diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("wrong-type"));
    }

    private Refusal refused(byte[] text) {
        long before = System.nanoTime();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> reader.read(text, DocumentFormat.guess(text)));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Arguments yaml(String code, String place, String text) {
        return Arguments.of(code, place, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments json(String code, String place, String text) {
        return yaml(code, place, text);
    }

    private static String bomb() {
        var text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'k'; c++) {
            text.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        return text.toString();
    }
}
