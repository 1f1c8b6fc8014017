package io.surety.measurement.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.WorkItemsChanged;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class ImportTableTest {

    private static final String HEADER =
            "number,incident_state,sys_mod_count,opened_at,sys_updated_at,priority,assignment_group,assigned_to,"
                    + "resolved_at,closed_at,note\n";

    private static final String ROW =
            "INC1,New,0,29-02-2016 01:16,29-02-2016 01:23,3 - Moderate,Group 56,?,29-02-2016 11:29,?,\n";
    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());

    static MeasurementLimits limits(String file) {
        return new MeasurementLimits(DataSize.ofMegabytes(1), DataSize.parse(file), DataSize.ofKilobytes(64), 500, 8);
    }

    static ImportMapping serviceNow() {
        try {
            return new ReadMapping()
                    .read(new ClassPathResource("mappings/servicenow-audit.yaml")
                            .getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IntakeAnswer take(InputStream file) {
        return new ImportTable(rooms.take, new StoreChunks(), limits("64MB"))
                .take(file, serviceNow(), "tickets", false, PersonId.SYSTEM);
    }

    private IntakeAnswer take(String text) {
        return take(text, StandardCharsets.UTF_8);
    }

    private IntakeAnswer take(String text, Charset charset) {
        return take(new ByteArrayInputStream(text.getBytes(charset)));
    }

    private ItemHistory history(String key) {
        return rooms.measurements.history(new ItemRef("tickets", key));
    }

    @Test
    void readsAnItemWithItsCreationAndItsStates() {
        IntakeAnswer answer = take(HEADER
                + ROW
                + "INC1,Resolved,4,29-02-2016 01:16,05-03-2016 12:00,3 - Moderate,Group 56,?,29-02-2016 11:29,?,\n");

        assertThat(answer.read()).isEqualTo(2);
        assertThat(answer.taken()).isEqualTo(2);
        assertThat(answer.complete()).isTrue();
        assertThat(history("INC1").events())
                .extracting(ItemEvent::type, ItemEvent::at, e -> e.attributes().get("state"))
                .containsExactly(
                        tuple("created", Instant.parse("2016-02-29T01:16:00Z"), null),
                        tuple("changed", Instant.parse("2016-02-29T01:23:00Z"), "New"),
                        tuple("changed", Instant.parse("2016-03-05T12:00:00Z"), "Resolved"));
        assertThat(history("INC1").events().get(1).attributes())
                .as("an unknown value says nothing")
                .containsEntry("resolved_at", "29-02-2016 11:29")
                .doesNotContainKeys("assignee", "closed_at");
        assertThat(history("INC1").events().get(0).attributes()).containsEntry("type", "incident");
    }

    @Test
    void changesNothingTheSecondTime() {
        take(HEADER + ROW);
        rooms.published.clear();

        IntakeAnswer again = take(HEADER + ROW);

        assertThat(again.repeated()).isEqualTo(1);
        assertThat(again.taken()).isZero();
        assertThat(rooms.published).isEmpty();
    }

    @Test
    void takesARowThatHappenedBeforeItsItemWithADiagnostic() {
        IntakeAnswer answer =
                take(HEADER + "INC1,Active,0,29-02-2016 09:41,29-02-2016 07:27,3 - Moderate,Group 56,?,?,?,\n");

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.diagnostics())
                .singleElement()
                .isEqualTo(Finding.ofColumn(
                        2,
                        "sys_updated_at",
                        "before-creation",
                        "happened before the item was created; it counts as if at the creation"));
        assertThat(history("INC1").events())
                .extracting(ItemEvent::at)
                .containsExactly(Instant.parse("2016-02-29T07:27:00Z"), Instant.parse("2016-02-29T09:41:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'INC1,New,0,31-02-2016 01:16,29-02-2016 01:23,3,G,?,?,?,', opened_at, date-unreadable",
        "'INC1,New,0,29-02-2016 01:16,29-02-2016 25:23,3,G,?,?,?,', sys_updated_at, date-unreadable",
        "'INC1,New,0,29-02-2016 01:16,2016-02-29T01:23,3,G,?,?,?,', sys_updated_at, date-unreadable",
        "'INC1,New,0,29-02-0016 01:16,29-02-2016 01:23,3,G,?,?,?,', opened_at, date-unreadable",
        "'INC1,New,0,29-02-2016 01:16,?,3,G,?,?,?,', sys_updated_at, value-missing",
        "'?,New,0,29-02-2016 01:16,29-02-2016 01:23,3,G,?,?,?,', number, value-missing",
        "'INC1,Frozen,0,29-02-2016 01:16,29-02-2016 01:23,3,G,?,?,?,', incident_state, value-not-allowed",
        "'INC1,New,one,29-02-2016 01:16,29-02-2016 01:23,3,G,?,?,?,', sys_mod_count, number-unreadable",
        "'INC1,New,0,29-02-2016 01:16,29-02-2016 01:23,3,G,?,?', , ragged-row",
        "'INC1,New,0,29-02-2016 01:16,29-02-2016 01:23,3,G,?,?,?,,more', , ragged-row",
    })
    void refusesOneRowWithLineAndColumnAndTakesTheOthers(String row, String column, String code) {
        IntakeAnswer answer = take(HEADER + row + "\n" + ROW.replace("INC1", "INC2"));

        assertThat(answer.refused()).isEqualTo(1);
        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.read()).isEqualTo(2);
        assertThat(answer.refusals())
                .singleElement()
                .satisfies(f -> assertThat(f.line()).isEqualTo(2))
                .satisfies(f -> assertThat(f.column()).isEqualTo(column))
                .satisfies(f -> assertThat(f.code()).isEqualTo(code))
                .satisfies(f -> assertThat(f.reason()).isNotBlank());
        assertThat(history("INC2").events()).hasSize(2);
    }

    @Test
    void namesTheLineOnWhichARowBegins() {
        IntakeAnswer answer =
                take(HEADER + ROW.replace(",\n", ",\"two\nlines\"\n") + "\r\n" + ROW.replace("New", "Frozen"));

        assertThat(answer.refusals()).singleElement().satisfies(f -> assertThat(f.line())
                .isEqualTo(5));
    }

    @Test
    void refusesRowsInAnotherEncodingThanTheMappingSays() {
        IntakeAnswer answer = take(
                HEADER + ROW.replace("Group 56", "Büro") + ROW.replace("INC1", "INC2"), StandardCharsets.ISO_8859_1);

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.refusals())
                .singleElement()
                .satisfies(f -> assertThat(f.column()).isEqualTo("assignment_group"))
                .satisfies(f -> assertThat(f.code()).isEqualTo("wrong-encoding"));
    }

    @Test
    void readsAByteOrderMark() {
        assertThat(take("\uFEFF" + HEADER + ROW).taken()).isEqualTo(1);
    }

    @Test
    void refusesWhatTheDatabaseCannotKeep() {
        assertThat(take(HEADER + ROW.replace("Group 56", "Gr\0up")).refusals())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("character-not-allowed"));
    }

    @Test
    void namesEachColumnThatTheMappingMisses() {
        assertThatThrownBy(() -> take("number,incident_state,number\nINC1,New,1\n"))
                .isInstanceOfSatisfying(Refusal.class, r -> {
                    assertThat(r.kind()).isEqualTo(Refusal.Kind.INVALID);
                    assertThat(r.type()).isEqualTo("table-unreadable");
                    assertThat(r.diagnostics())
                            .extracting(Diagnostic::code)
                            .contains("missing-column", "duplicate-column");
                    assertThat(r.diagnostics())
                            .extracting(Diagnostic::path)
                            .contains("line 1, column opened_at", "line 1, column sys_updated_at");
                });
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> take("")).isInstanceOf(Refusal.class);
    }

    @Test
    void keepsWhatCameBeforeAQuoteThatIsNeverClosed() {
        IntakeAnswer answer = take(HEADER + ROW + "\"INC2,New\n".repeat(3));

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.refusals()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("malformed-table");
            assertThat(f.line()).isEqualTo(3);
        });
    }

    @Test
    void stopsAtARowWithoutAnEndBeforeItFillsTheMemory() {
        IntakeAnswer answer = take(HEADER + ROW + "\"" + "x".repeat(300_000));

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.refusals()).singleElement().satisfies(f -> assertThat(f.code())
                .isEqualTo("line-too-long"));
    }

    @Test
    void refusesAFileThatIsTooLargeButKeepsWhatItReadBefore() {
        var table = new ImportTable(rooms.take, new StoreChunks(), limits("2KB"));
        String rows = ROW.replace("INC1", "INC7") + ROW.repeat(5000);

        assertThatThrownBy(() -> table.take(
                        new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)),
                        serviceNow(),
                        "tickets",
                        false,
                        PersonId.SYSTEM))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    }

    @Test
    void contradictsAnEarlierReadingByAnotherMappingUntilTheRevisionIsHigher() {
        take(HEADER + ROW);
        String berlin =
                """
                {"source": "tickets", "times": {"pattern": "dd-MM-yyyy HH:mm", "zone": "Europe/Berlin"}, "item": "number",
                 "created": "opened_at", "event": {"at": "sys_updated_at"}%s}
                """;
        var table = new ImportTable(rooms.take, new StoreChunks(), limits("1MB"));

        IntakeAnswer first = table.take(
                new ByteArrayInputStream((HEADER + ROW).getBytes(StandardCharsets.UTF_8)),
                new ReadMapping().read(berlin.formatted("")),
                "tickets",
                false,
                PersonId.SYSTEM);
        assertThat(first.conflicting()).isEqualTo(1);
        assertThat(first.diagnostics()).extracting(Finding::code).containsOnly("conflicting-revision");
        assertThat(history("INC1").events()).isEmpty();

        IntakeAnswer second = table.take(
                new ByteArrayInputStream((HEADER + ROW).getBytes(StandardCharsets.UTF_8)),
                new ReadMapping().read(berlin.formatted(", \"revision\": \"1\"")),
                "tickets",
                false,
                PersonId.SYSTEM);
        assertThat(second.corrected()).isEqualTo(1);
        assertThat(history("INC1").events().get(0).at()).isEqualTo(Instant.parse("2016-02-29T00:16:00Z"));
    }

    @Test
    void takesEachRowOnceWhenAFileIsImportedTwiceAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<IntakeAnswer> run = () -> take(new GeneratedTable(2000));
            var futures = threads.invokeAll(List.of(run, run));
            IntakeAnswer one = futures.get(0).get();
            IntakeAnswer other = futures.get(1).get();
            assertThat(one.taken() + other.taken()).isEqualTo(2000);
            assertThat(one.repeated() + other.repeated()).isEqualTo(2000);
        } finally {
            threads.shutdown();
        }
    }

    /** 100,000 rows are never held together: nothing waits but a chunk, whatever the length of the file. */
    @Test
    void importsAFileOfAHundredThousandRowsInChunks() {
        var file = new GeneratedTable(100_000);

        IntakeAnswer answer = take(file);

        assertThat(answer.taken()).isEqualTo(100_000);
        List<Integer> sizes = rooms.published.stream()
                .filter(WorkItemsChanged.class::isInstance)
                .map(e -> ((WorkItemsChanged) e).items().size())
                .toList();
        assertThat(sizes).hasSize(200).allMatch(n -> n <= 500);
        assertThat(file.mostAhead())
                .as("rows that were read but not yet stored")
                .isLessThanOrEqualTo(1500);
        assertThat(rooms.measurements.items("tickets", "", 100_001)).hasSize(25_000);
    }

    /** Rows that are made as they are read: four of each item. */
    private class GeneratedTable extends InputStream {
        private final int rows;
        private int next;
        private long ahead;
        private byte[] line = HEADER.getBytes(StandardCharsets.UTF_8);
        private int position;

        GeneratedTable(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (position == line.length) {
                if (next == rows) {
                    return -1;
                }
                line = ("INC" + next / 4 + "," + (next % 4 == 0 ? "New" : "Active") + "," + next % 4
                                + ",29-02-2016 01:16,29-02-2016 02:" + (10 + next % 4) + ",3 - Moderate,Group 56,?,?,?,"
                                + next + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                position = 0;
                next++;
                long stored = rooms.published.stream()
                                .filter(WorkItemsChanged.class::isInstance)
                                .count()
                        * 500;
                ahead = Math.max(ahead, next - stored);
            }
            return line[position++] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int n = 0;
            for (int value; n < length && (value = read()) >= 0; n++) {
                buffer[offset + n] = (byte) value;
            }
            return n == 0 && length > 0 ? -1 : n;
        }

        long mostAhead() {
            return ahead;
        }
    }
}
