package io.surety.measurement.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cells of one row by column. Each reader notes what is wrong and answers a stand-in; {@link #check} then refuses
 * the row with everything that was noted.
 */
class Cells {

    private final long line;
    private final TreeMap<String, String> byColumn;
    private final List<String> unknown;
    private final List<Finding> problems = new ArrayList<>();

    Cells(long line, Map<String, String> byColumn, List<String> unknown) {
        this.line = line;
        this.byColumn = new TreeMap<>(byColumn);
        this.unknown = unknown;
        byColumn.forEach(this::checkCharacters);
    }

    long line() {
        return line;
    }

    void check() throws UnreadableRow {
        if (!problems.isEmpty()) {
            throw new UnreadableRow(problems);
        }
    }

    void problem(String column, String code, String reason) {
        problems.add(Finding.ofColumn(line, column, code, reason));
    }

    private void checkCharacters(String column, String value) {
        if (value.indexOf('\uFFFD') >= 0) {
            problem(column, "wrong-encoding", "has a character that is not in the encoding of the mapping");
        } else if (!Texts.isClean(value)) {
            problem(column, "character-not-allowed", "has a control character or half a character");
        }
    }

    /** Empty if the cell is empty or says that the value is unknown. */
    Optional<String> known(String column, int longest) {
        String value = byColumn.getOrDefault(column, "").strip();
        if (value.isEmpty() || unknown.contains(value)) {
            return Optional.empty();
        }
        if (value.length() > longest) {
            problem(column, "value-too-long", "has more than " + longest + " characters");
            return Optional.of("");
        }
        return Optional.of(value);
    }

    String needed(String column, int longest) {
        return known(column, longest).orElseGet(() -> {
            problem(column, "value-missing", "is needed");
            return "";
        });
    }

    Instant instant(String column, RowTimes times) {
        String value = needed(column, Fields.SHORT);
        try {
            return value.isEmpty() ? Instant.EPOCH : times.instant(value);
        } catch (DateTimeException e) {
            problem(column, "date-unreadable", "is no date and time in the pattern of the mapping: " + value);
            return Instant.EPOCH;
        }
    }

    /** An integer of at least 0 and at most nine digits. */
    long number(String column) {
        String value = needed(column, Fields.SHORT);
        if (!value.isEmpty() && !value.matches("\\d{1,9}")) {
            problem(column, "number-unreadable", "is no integer of at most nine digits: " + value);
            return 0;
        }
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** All cells with their columns, whatever the order of the columns in the file. */
    String canonical() {
        return canonical(byColumn.keySet());
    }

    String canonical(Collection<String> columns) {
        var text = new StringBuilder();
        for (String column : columns) {
            String value = byColumn.getOrDefault(column, "");
            text.append(column.length()).append(' ').append(column);
            text.append(value.length()).append(' ').append(value);
        }
        return text.toString();
    }
}
