package io.surety.measurement.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemRef;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.intake.TakeJson.Layout;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class TakeJsonTest {

    private static final String CREATED =
            """
            {"kind":"work-item","source":"tickets","id":"1","item":"INC1","type":"created","at":"2026-03-02T08:00:00Z",\
            "by":"human","attributes":{"state":"New"}}""";
    private static final Interval DAY =
            new Interval(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

    private static final DeliveryRights RIGHTS = new DeliveryRights() {
        @Override
        public boolean mayDeliver(String source) {
            return source.equals("tickets");
        }

        @Override
        public Set<OrganisationId> organisations() {
            return Set.of();
        }

        @Override
        public PersonId by() {
            return PersonId.SYSTEM;
        }
    };

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private final MeasurementLimits limits =
            new MeasurementLimits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), DataSize.ofKilobytes(64), 500, 8);
    private final TakeJson json =
            new TakeJson(new ReadMeasurement(() -> MeasurementRooms.NOW), rooms.take, limits, new StoreChunks());

    private IntakeAnswer take(String text, Layout layout) {
        return take(text, layout, StandardCharsets.UTF_8);
    }

    private IntakeAnswer take(String text, Layout layout, Charset charset) {
        return json.take(new ByteArrayInputStream(text.getBytes(charset)), layout, false, RIGHTS);
    }

    @Test
    void takesOneObject() {
        assertThat(take(CREATED, Layout.DOCUMENT).taken()).isEqualTo(1);
        assertThat(rooms.measurements.history(new ItemRef("tickets", "INC1")).events())
                .extracting(ItemEvent::type, ItemEvent::by)
                .containsExactly(tuple("created", "human"));
    }

    @Test
    void takesEveryKindFromAnArray() {
        IntakeAnswer answer = take(
                """
                [%s,
                 {"kind":"outage","source":"tickets","id":"2","service":"portal","from":"2026-03-02T08:00:00Z"},
                 {"kind":"maintenance","source":"tickets","id":"3","service":"portal","from":"2026-03-02T10:00:00+01:00",
                  "to":"2026-03-02T11:00:00+01:00","announcedAt":"2026-02-20T08:00:00Z","evidence":"mail"},
                 {"kind":"sample","source":"tickets","id":"4","service":"portal","at":"2026-03-02T08:00:00Z","up":false},
                 {"kind":"counter","source":"tickets","id":"5","service":"portal","at":"2026-03-02T08:00:00Z","good":9,
                  "total":10},
                 {"kind":"watermark","source":"tickets","at":"2026-03-02T08:30:00Z"},
                 {"kind":"work-item","source":"tickets","id":"1","revision":1,"void":true}]
                """
                        .formatted(CREATED),
                Layout.DOCUMENT);

        assertThat(answer.taken()).isEqualTo(6);
        assertThat(answer.corrected()).isEqualTo(1);
        assertThat(answer.refusals()).isEmpty();
        assertThat(rooms.measurements.history(new ItemRef("tickets", "INC1")).events())
                .isEmpty();
        assertThat(rooms.measurements.outages("tickets", "portal", DAY))
                .singleElement()
                .satisfies(o -> assertThat(o.cause()).isEqualTo("fault"));
        assertThat(rooms.measurements.counters("tickets", "portal", DAY))
                .singleElement()
                .satisfies(c -> assertThat(c.good()).isEqualTo(9));
        assertThat(rooms.measurements.samples("tickets", "portal", DAY))
                .singleElement()
                .satisfies(s -> assertThat(s.up()).isFalse());
        assertThat(rooms.measurements.maintenance(Set.of("tickets"), "portal", DAY))
                .singleElement()
                .satisfies(m -> assertThat(m.span().from()).isEqualTo("2026-03-02T09:00:00Z"));
        assertThat(rooms.measurements.watermark("tickets")).contains(Instant.parse("2026-03-02T08:30:00Z"));
    }

    @Test
    void takesNumbersExactlyAndRefusesWhatIsTooLarge() {
        String gauge = "{\"kind\":\"gauge\",\"source\":\"tickets\",\"id\":\"%s\",\"service\":\"portal\","
                + "\"at\":\"2026-03-02T08:00:00Z\",\"value\":%s}%n";
        IntakeAnswer answer = take(
                gauge.formatted("1", "123456789.123456789")
                        + gauge.formatted("1", "\"123456789.123456789\"")
                        + gauge.formatted("1", "123456789.12345679")
                        + gauge.formatted("2", "1e400")
                        + gauge.formatted("3", "1e-400"),
                Layout.LINES);

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.repeated()).as("a text of the same number").isEqualTo(1);
        assertThat(answer.conflicting())
                .as("another number, for which a double is too short")
                .isEqualTo(1);
        assertThat(answer.refusals()).extracting(Finding::code).containsExactly("type-wrong", "type-wrong");
    }

    @Test
    void refusesAnAnnouncementThatIsStillToCome() {
        IntakeAnswer answer = take(
                "{\"kind\":\"maintenance\",\"source\":\"tickets\",\"id\":\"3\",\"service\":\"portal\","
                        + "\"from\":\"2999-03-02T10:00:00Z\",\"to\":\"2999-03-02T11:00:00Z\","
                        + "\"announcedAt\":\"2999-02-20T08:00:00Z\"}",
                Layout.LINES);

        assertThat(answer.refusals())
                .extracting(Finding::path, Finding::code)
                .containsExactly(tuple("/announcedAt", "in-the-future"));
    }

    @Test
    void refusesALineAndTakesTheOthers() {
        IntakeAnswer answer = take(
                CREATED + "\n\n{\"kind\":\n" + CREATED.replace("\"id\":\"1\"", "\"id\":\"2\"") + "\n" + "[1]\n",
                Layout.LINES);

        assertThat(answer.taken()).isEqualTo(2);
        assertThat(answer.refused()).isEqualTo(2);
        assertThat(answer.refusals())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(3L, "malformed-json"), tuple(5L, "type-wrong"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\":\"work-item\" | \"kind\":\"histogram\" | /kind | value-not-allowed",
                "\"kind\":\"work-item\" | \"kind\":\"wish\" | /kind | value-not-allowed",
                "\"kind\":\"work-item\", | '' | /kind | value-missing",
                "\"source\":\"tickets\" | \"source\":\"others\" | /source | unknown-source",
                "\"source\":\"tickets\" | \"source\":\"No Label\" | /source | value-not-allowed",
                "\"id\":\"1\" | \"id\":1 | /id | type-wrong",
                "\"id\":\"1\" | \"id\":\" \" | /id | value-missing",
                "\"id\":\"1\" | \"id\":\"1\",\"colour\":\"red\" | /colour | unknown-field",
                "\"id\":\"1\" | \"id\":\"1\",\"revision\":-1 | /revision | type-wrong",
                "\"id\":\"1\" | \"id\":\"1\",\"revision\":1.5 | /revision | type-wrong",
                "\"id\":\"1\" | \"id\":\"1\",\"void\":\"yes\" | /void | type-wrong",
                "\"id\":\"1\" | \"id\":\"1\",\"id\":\"2\" | '' | malformed-json",
                "2026-03-02T08:00:00Z | 2026-02-30T08:00:00Z | /at | date-unreadable",
                "2026-03-02T08:00:00Z | 2026-03-02 08:00 | /at | date-unreadable",
                "2026-03-02T08:00:00Z | 1815-12-10T08:00:00Z | /at | date-unreadable",
                "\"by\":\"human\" | \"by\":\"nobody\" | /by | value-not-allowed",
                "\"type\":\"created\" | \"type\":\"Created!\" | /type | value-not-allowed",
                "\"state\":\"New\" | \"state\":5 | /attributes/state | type-wrong",
                "\"state\":\"New\" | \"state\":\"a\\u0000b\" | /attributes/state | character-not-allowed",
                "\"state\":\"New\" | \"state\":\"a\\ud800b\" | /attributes/state | character-not-allowed",
            })
    void refusesWithThePathAndCodeOfWhatIsWrong(String good, String bad, String path, String code) {
        IntakeAnswer answer = take(CREATED.replace(good, bad) + "\n", Layout.LINES);

        assertThat(answer.refused()).isEqualTo(1);
        assertThat(answer.refusals()).extracting(Finding::path, Finding::code).contains(tuple(path, code));
        assertThat(rooms.measurements.items("tickets", "", 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'outage','source':'tickets','id':'o','service':'portal','from':'2026-03-02T08:00:00Z',"
                        + "'to':'2026-03-02T08:00:00Z'} | /to | ends-before-start",
                "{'kind':'counter','source':'tickets','id':'o','service':'portal','at':'2026-03-02T08:00:00Z','good':3,"
                        + "'total':2} | /good | value-not-allowed",
                "{'kind':'sample','source':'tickets','id':'o','service':'portal','at':'2026-03-02T08:00:00Z'} | /up |"
                        + " value-missing",
                "{'kind':'sample','source':'tickets','id':'o','service':'portal','at':'2026-03-02T09:05:01Z','up':true} | /at |"
                        + " in-the-future",
                "{'kind':'gauge','source':'tickets','id':'o','service':'portal','at':'2026-03-02T08:00:00Z'} | /value |"
                        + " value-missing",
                "{'kind':'gauge','source':'tickets','id':'o','service':'portal','at':'2026-03-02T08:00:00Z',"
                        + "'value':1e19} | /value | type-wrong",
                "{'kind':'volume','source':'tickets','id':'o','service':'leads','at':'2026-03-02T08:00:00Z',"
                        + "'amount':-1} | /amount | type-wrong",
                "{'kind':'satisfaction','source':'tickets','id':'o','service':'portal','at':'2026-03-02T08:00:00Z',"
                        + "'score':6,'outOf':5} | /score | value-not-allowed",
                "{'kind':'watermark','source':'tickets','at':'2026-03-02T10:00:00Z'} | /at | in-the-future",
                "{'kind':'maintenance','source':'tickets','id':'o','service':'portal','from':'2026-03-02T08:00:00Z',"
                        + "'to':'2026-03-02T09:00:00Z'} | /announcedAt | value-missing",
                "{'kind':'outage','source':'tickets','id':'o','void':true,'service':'portal'} | /service |"
                        + " unknown-field",
            })
    void refusesWhatContradictsItself(String text, String path, String code) {
        IntakeAnswer answer = take(text.replace('\'', '"') + "\n", Layout.LINES);

        assertThat(answer.refusals()).extracting(Finding::path, Finding::code).contains(tuple(path, code));
    }

    @Test
    void keepsWhatCameBeforeAnArrayBrokeOff() {
        IntakeAnswer answer = take("[" + CREATED + ",\n{\"kind\"", Layout.DOCUMENT);

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.refusals()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("malformed-json");
            assertThat(f.line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "nonsense", "[}"})
    void refusesABodyOfWhichNothingCanBeRead(String text) {
        assertThatThrownBy(() -> take(text, Layout.DOCUMENT))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.MALFORMED));
    }

    @Test
    void refusesALineInAnotherEncodingAndOneThatIsTooLong() {
        IntakeAnswer answer = take(
                CREATED.replace("New", "Büro") + "\n"
                        + CREATED.replace("New", "x".repeat(70_000)) + "\n"
                        + CREATED.replace("New", "x".repeat(300_000)) + "\n"
                        + CREATED + "\n",
                Layout.LINES,
                StandardCharsets.ISO_8859_1);

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.refusals())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(1L, "wrong-encoding"), tuple(2L, "line-too-long"), tuple(3L, "line-too-long"));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void keepsWhatCameBeforeTheInputBrokeOff(Layout layout) {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(((layout == Layout.DOCUMENT ? "[" : "")
                                + CREATED
                                + (layout == Layout.DOCUMENT ? ",\n" : "\n")
                                + CREATED.substring(0, 20))
                        .getBytes(StandardCharsets.UTF_8)),
                new Broken());
        IntakeAnswer answer = json.take(broken, layout, false, RIGHTS);

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.refusals())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(2L, "input-broken"));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void refusesAnInputThatIsBrokenFromItsFirstByteOn(Layout layout) {
        assertThatThrownBy(() -> json.take(new Broken(), layout, false, RIGHTS))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.MALFORMED));
    }

    /** As where what is packed ends too early. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new EOFException();
        }
    }

    @Test
    void refusesABodyThatIsTooLargeAndSaysThatWhatItReadIsKept() {
        assertThatThrownBy(() -> take((CREATED + "\n").repeat(10_000), Layout.LINES))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
        assertThat(rooms.measurements.items("tickets", "", 10)).hasSize(1);
    }

    @Test
    void countsWhatItNeitherKeepsNorHides() {
        IntakeAnswer answer = take("{}\n".repeat(1500), Layout.LINES);

        assertThat(answer.refused()).isEqualTo(1500);
        assertThat(answer.refusals()).hasSize(1000);
        assertThat(answer.refusalsOmitted()).isEqualTo(500);
        assertThat(answer.tookNothing()).isTrue();
    }
}
