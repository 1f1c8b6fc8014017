package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * By which tests each sentence of the domain on documents, time, measures, evaluation and consequences, and each requirement
 * of calendars, of taking measurements in, of storing and fetching them and of evaluation, is held: {@code src/test/resources/sentences}. {@link DomainVectorsTest} does the same for its vectors.
 */
class DomainSentencesTest {

    private static final Path TABLES = Path.of("src/test/resources/sentences");
    private static final Path DOMAIN = Path.of("../shared/design/domain.md");

    /** A bar that belongs to the sentence is written {@code \|}. */
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

    record Row(String table, String sentence, List<String> tests) {}

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void isHeldByTests(String table, String sentence, List<String> tests) throws ClassNotFoundException {
        assertThat(tests).as(sentence).isNotEmpty();
        for (String test : tests) {
            String[] named = test.split("#");
            List<Method> found = Arrays.stream(
                            Class.forName("io.surety." + named[0]).getDeclaredMethods())
                    .filter(method -> method.getName().equals(named[1]))
                    .toList();
            assertThat(found).as("%s, which holds: %s", test, sentence).anyMatch(DomainSentencesTest::isTest);
        }
    }

    static Stream<Arguments> isHeldByTests() throws IOException {
        return rows().stream().map(row -> Arguments.of(row.table(), row.sentence(), row.tests()));
    }

    /** What is in the table stands in the domain word by word, and no sentence of it is left out. */
    @ParameterizedTest
    @CsvSource({
        "2.2-document.txt, ### 2.2, ## 3 Time",
        "3-time.txt, ## 3 Time, ## 4 Measures",
        "4-measures.txt, ## 4 Measures, ## 5 Evaluation",
        "5-evaluation.txt, ## 5 Evaluation, ## 6 Consequences",
        "6-consequences.txt, ## 6 Consequences, ## 7 Negotiation"
    })
    void everySentenceOfTheSectionIsInTheTable(String table, String begin, String end) throws IOException {
        String domain = Files.readString(DOMAIN);
        String section =
                domain.substring(domain.indexOf(begin), domain.indexOf(end)).replaceAll("(?s)```.*?```", "");
        List<String> parts = rows().stream()
                .filter(row -> row.table().equals(table))
                .map(Row::sentence)
                .toList();

        assertThat(parts).allSatisfy(part -> assertThat(section).contains(part));
        List<String> sentences = sentences(section);
        assertThat(sentences).hasSizeGreaterThan(10);
        assertThat(sentences).allSatisfy(sentence -> assertThat(
                        parts.stream().anyMatch(part -> sentence.contains(part) || part.contains(sentence)))
                .as("held: " + sentence)
                .isTrue());
    }

    /** A colon ends no sentence; what introduces a list of vectors is held by them. */
    private static List<String> sentences(String section) {
        return section.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.matches("\\|(-| kind ).*"))
                .flatMap(line -> Arrays.stream(line.split("(?<=\\.)\\s+(?=[A-Z`*(])")))
                .map(String::strip)
                .map(sentence -> sentence.replaceAll("\\.$", ""))
                .toList();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> tables = Files.list(TABLES)) {
            for (Path table : tables.sorted().toList()) {
                for (String line : Files.readAllLines(table)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        String[] cells = BAR.split(line);
                        assertThat(cells).as(line).hasSize(2);
                        rows.add(new Row(
                                String.valueOf(table.getFileName()),
                                cells[0].strip().replace("\\|", "|"),
                                List.of(cells[1].strip().split("\\s+"))));
                    }
                }
            }
        }
        return rows;
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
