package io.surety.measurement.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surety.measurement.TakeMeasurements;
import io.surety.shared.Refusal;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes measurements from JSON: one object, an array of them, or one in each line. The input is never held as a whole;
 * what cannot be read is refused with its line, and hinders no other measurement.
 */
@Service
public class TakeJson {

    /** How the input is laid out. */
    public enum Layout {
        /** An object, or an array of objects. */
        DOCUMENT,
        /** An object in each line (NDJSON); empty lines are skipped. */
        LINES
    }

    private final ReadMeasurement read;
    private final TakeMeasurements take;
    private final MeasurementLimits limits;
    private final StoreChunks chunks;
    private final ObjectMapper json;
    private final ObjectReader elements;

    TakeJson(ReadMeasurement read, TakeMeasurements take, MeasurementLimits limits, StoreChunks chunks) {
        this.read = read;
        this.take = take;
        this.limits = limits;
        this.chunks = chunks;
        int line = (int) limits.line().toBytes();
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(20)
                                .maxStringLength(line)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // As strict as the parser's own detection, without a set of names for each object.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                // A double would round a value, and be infinite for one that is too large.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        this.elements = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * Reads {@code body} to its end, and stores it chunk by chunk: what the answer counts as taken is committed.
     *
     * @throws Refusal if nothing of it can be read, or if it is too large
     */
    public IntakeAnswer take(InputStream body, Layout layout, boolean tellPeople, DeliveryRights rights) {
        var intake = new Intake(take, chunks, limits.chunk(), tellPeople, rights.by());
        // A line that is too long is refused by itself, and the next one is read.
        DataSize record = layout == Layout.LINES ? limits.body() : limits.line();
        var bytes = new BoundedBytes(body, limits.body().toBytes(), record.toBytes());
        try {
            if (layout == Layout.LINES) {
                takeLines(bytes, new Delivering(read, intake, rights));
            } else {
                takeDocument(bytes, new Delivering(read, intake, rights));
            }
        } catch (Refusal e) {
            intake.flush();
            throw e;
        }
        return intake.finish();
    }

    private void takeLines(BoundedBytes bytes, Delivering delivering) {
        var lines = new LineReader(bytes, (int) limits.line().toBytes());
        for (LineReader.Line line = next(lines, delivering); line != null; line = next(lines, delivering)) {
            String text = line.text();
            if (text == null) {
                delivering.intake().tally().refuse(line.problem() == null ? List.of() : List.of(line.problem()));
            } else if (!text.isBlank()) {
                takeLine(line.number(), text, delivering);
            }
        }
    }

    private static LineReader.@Nullable Line next(LineReader lines, Delivering delivering) {
        try {
            return lines.next();
        } catch (IOException e) {
            breakOff(delivering.intake(), malformed(lines.number(), e));
            return null;
        }
    }

    private void takeLine(long line, String text, Delivering delivering) {
        try {
            delivering.take(line, json.readTree(text), Finding::ofPath);
        } catch (JsonProcessingException e) {
            delivering.intake().tally().refuse(List.of(malformed(line, e)));
        }
    }

    private void takeDocument(BoundedBytes bytes, Delivering delivering) {
        long line = 1;
        try (JsonParser parser = json.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            boolean isArray = first == JsonToken.START_ARRAY;
            JsonToken token = isArray ? parser.nextToken() : first;
            while (token != null && token != JsonToken.END_ARRAY) {
                line = parser.currentTokenLocation().getLineNr();
                delivering.take(line, elements.readTree(parser), Finding::ofPath);
                bytes.nextRecord();
                token = parser.nextToken();
                if (!isArray && token != null) {
                    throw new JsonParseException(parser, "one object, or an array of objects, is expected");
                }
            }
            if (first == null || parser.nextToken() != null) {
                throw new JsonParseException(
                        parser, first == null ? "there is nothing" : "something follows the array");
            }
        } catch (IOException e) {
            breakOff(delivering.intake(), malformed(line, e));
        }
    }

    private static void breakOff(Intake intake, Finding reason) {
        if (intake.tally().hasReadNothing() && intake.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.MALFORMED,
                    "malformed-json",
                    "the measurements cannot be read",
                    List.of(reason.diagnostic()));
        }
        intake.tally().breakOff(reason);
    }

    private static String code(IOException e) {
        boolean isJson = e instanceof JsonProcessingException || e instanceof CharConversionException;
        return isJson ? "malformed-json" : BoundedBytes.code(e);
    }

    private static Finding malformed(long line, IOException e) {
        long at = line;
        String message = BoundedBytes.reason(e);
        if (e instanceof JsonProcessingException problem) {
            message = problem.getOriginalMessage();
            JsonLocation location = problem.getLocation();
            at = location == null || location.getLineNr() < line ? line : location.getLineNr();
        }
        return new Finding(at, null, "", code(e), message);
    }
}
