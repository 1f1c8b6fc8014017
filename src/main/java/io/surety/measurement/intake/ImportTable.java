package io.surety.measurement.intake;

import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Imports work items from a table (CSV), as a mapping says. The file is never held as a whole. */
@Service
public class ImportTable {

    private final TakeMeasurements take;
    private final StoreChunks chunks;
    private final MeasurementLimits limits;

    ImportTable(TakeMeasurements take, StoreChunks chunks, MeasurementLimits limits) {
        this.take = take;
        this.chunks = chunks;
        this.limits = limits;
    }

    /**
     * Reads {@code file} to its end and stores it chunk by chunk; what the answer counts as taken is committed.
     * Importing a file again, or two at once, takes each row once.
     *
     * @param source is registered, and whoever asks may write it
     * @throws Refusal {@code table-unreadable} if the header does not fit the mapping; too large
     */
    public IntakeAnswer take(InputStream file, ImportMapping mapping, String source, boolean tellPeople, PersonId by) {
        var intake = new Intake(take, chunks, limits.chunk(), tellPeople, by);
        var bytes =
                new BoundedBytes(file, limits.file().toBytes(), limits.line().toBytes());
        var charset = CheckMapping.ENCODINGS.get(mapping.table().encoding());
        try (var parser = CSVParser.builder()
                .setReader(new InputStreamReader(bytes, charset))
                .setFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(mapping.table().delimiter())
                        .get())
                .get()) {
            takeRows(parser, bytes, mapping, source, intake);
        } catch (Refusal e) {
            intake.flush();
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the file broke off", e);
        }
        return intake.finish();
    }

    private static void takeRows(
            CSVParser parser, BoundedBytes bytes, ImportMapping mapping, String source, Intake intake)
            throws IOException {
        Iterator<CSVRecord> records = parser.iterator();
        var read = new ReadRow(mapping);
        TableHeader header = null;
        long line = 1;
        try {
            while (records.hasNext()) {
                CSVRecord cells = records.next();
                bytes.nextRecord();
                if (header == null) {
                    header = new TableHeader(cells.toList(), mapping);
                } else if (!isBlank(cells)) {
                    takeRow(line, cells, header, read, source, intake);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            breakOff(header, line, e, intake);
        }
        if (header == null) {
            throw TableHeader.unreadable(List.of(Finding.ofColumn(1, null, "value-missing", "there is no header")));
        }
    }

    private static boolean isBlank(CSVRecord cells) {
        return cells.size() == 1 && cells.get(0).isBlank();
    }

    private static void takeRow(
            long line, CSVRecord cells, TableHeader header, ReadRow read, String source, Intake intake) {
        try {
            ReadRow.Row row = read.read(header.cells(line, cells.toList()));
            row.notes().forEach(intake.tally()::note);
            intake.add(line, source, row.measurements());
        } catch (UnreadableRow e) {
            intake.tally().refuse(e.findings());
        }
    }

    /** A quote that is never closed, or a row without an end: where the next row begins is not known. */
    private static void breakOff(@Nullable TableHeader header, long line, UncheckedIOException e, Intake intake) {
        Throwable cause = e.getCause();
        boolean tooLong = cause instanceof BoundedBytes.RecordTooLong;
        var finding = Finding.ofColumn(
                line, null, tooLong ? "line-too-long" : "malformed-table", String.valueOf(e.getMessage()));
        if (header == null) {
            throw TableHeader.unreadable(List.of(finding));
        }
        intake.tally().breakOff(finding);
    }
}
