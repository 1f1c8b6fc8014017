package io.surety.measurement.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.measurement.TakeMeasurements;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.stereotype.Service;

/**
 * Takes measurements from a table (CSV, UTF-8). Its header names the fields of a measurement, as in JSON, and {@code
 * attributes.<name>} for each attribute; an empty cell is a field that is left out. The table is never held as a whole.
 */
@Service
public class TakeCsv {

    private static final String ATTRIBUTES = "attributes";
    private static final String ATTRIBUTE = ATTRIBUTES + ".";
    private static final Set<String> FLAGS = Set.of("up", "void");
    private static final Set<String> NUMBERS =
            Set.of("revision", "order", "good", "total", "amount", "value", "score", "outOf");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,18})?");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ReadMeasurement read;
    private final TakeMeasurements take;
    private final MeasurementLimits limits;
    private final StoreChunks chunks;

    TakeCsv(ReadMeasurement read, TakeMeasurements take, MeasurementLimits limits, StoreChunks chunks) {
        this.read = read;
        this.take = take;
        this.limits = limits;
        this.chunks = chunks;
    }

    /**
     * Reads {@code body} to its end, and stores it chunk by chunk: what the answer counts as taken is committed.
     *
     * @throws Refusal {@code table-unreadable} if there is no header, or a column is there twice; too large
     */
    public IntakeAnswer take(InputStream body, boolean tellPeople, DeliveryRights rights) {
        var intake = new Intake(take, chunks, limits.chunk(), tellPeople, rights.by());
        var bytes =
                new BoundedBytes(body, limits.body().toBytes(), limits.line().toBytes());
        try (var parser = CSVParser.builder()
                .setReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
                .setFormat(CSVFormat.RFC4180)
                .get()) {
            takeRows(parser, bytes, new Delivering(read, intake, rights));
        } catch (Refusal e) {
            intake.flush();
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the input broke off", e);
        }
        return intake.finish();
    }

    private static void takeRows(CSVParser parser, BoundedBytes bytes, Delivering delivering) {
        Iterator<CSVRecord> rows = parser.iterator();
        List<String> header = List.of();
        long line = 1;
        try {
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                bytes.nextRecord();
                if (header.isEmpty()) {
                    header = header(row);
                } else if (row.size() > 1 || !row.get(0).isBlank()) {
                    takeRow(line, header, row, delivering);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            Finding finding = broken(line, Objects.requireNonNull(e.getCause()));
            if (header.isEmpty()) {
                throw TableHeader.unreadable(List.of(finding));
            }
            delivering.intake().tally().breakOff(finding);
        }
        if (header.isEmpty()) {
            throw TableHeader.unreadable(List.of(Finding.ofColumn(1, null, "value-missing", "there is no header")));
        }
    }

    private static Finding broken(long line, IOException e) {
        return e instanceof CSVException
                ? Finding.ofColumn(line, null, "malformed-table", String.valueOf(e.getMessage()))
                : Finding.ofColumn(line, null, BoundedBytes.code(e), BoundedBytes.reason(e));
    }

    private static List<String> header(CSVRecord row) {
        List<String> columns = row.stream()
                .map(c -> c.startsWith(BYTE_ORDER_MARK) ? c.substring(1) : c)
                .map(String::strip)
                .toList();
        Set<String> seen = new HashSet<>();
        List<Finding> twice = columns.stream()
                .filter(column -> !seen.add(column))
                .map(column -> Finding.ofColumn(1, column, "duplicate-column", "is there more than once"))
                .toList();
        if (!twice.isEmpty()) {
            throw TableHeader.unreadable(twice);
        }
        return columns;
    }

    private static void takeRow(long line, List<String> header, CSVRecord row, Delivering delivering) {
        if (row.size() != header.size()) {
            delivering
                    .intake()
                    .tally()
                    .refuse(List.of(Finding.ofColumn(
                            line,
                            null,
                            "ragged-row",
                            "has " + row.size() + " cells; the header has " + header.size())));
            return;
        }
        var object = new ObjectNode(JsonNodeFactory.instance);
        for (int i = 0; i < header.size(); i++) {
            if (!row.get(i).isBlank()) {
                put(object, header.get(i), row.get(i).strip());
            }
        }
        delivering.take(line, object, TakeCsv::ofColumn);
    }

    private static void put(ObjectNode object, String column, String cell) {
        if (column.startsWith(ATTRIBUTE)) {
            object.withObjectProperty(ATTRIBUTES).put(column.substring(ATTRIBUTE.length()), cell);
        } else if (FLAGS.contains(column) && (cell.equals("true") || cell.equals("false"))) {
            object.put(column, cell.equals("true"));
        } else if (NUMBERS.contains(column) && NUMBER.matcher(cell).matches()) {
            number(object, column, new BigDecimal(cell));
        } else {
            object.put(column, cell);
        }
    }

    private static void number(ObjectNode object, String column, BigDecimal number) {
        if (number.scale() == 0) {
            object.put(column, number.toBigIntegerExact());
        } else {
            object.put(column, number);
        }
    }

    private static Finding ofColumn(long line, Diagnostic diagnostic) {
        String column = diagnostic.path().isEmpty()
                ? null
                : diagnostic
                        .path()
                        .substring(1)
                        .replace('/', '.')
                        .replace("~1", "/")
                        .replace("~0", "~");
        return Finding.ofColumn(line, column, diagnostic.code(), diagnostic.message());
    }
}
