package io.surety.measurement.intake;

import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns of a table, with all that its mapping needs among them. */
class TableHeader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> columns;
    private final List<String> unknown;

    /** @throws Refusal {@code table-unreadable}, naming each column that is missing or there twice */
    TableHeader(List<String> cells, ImportMapping mapping) {
        this.columns = cells.stream()
                .map(c -> c.startsWith(BYTE_ORDER_MARK) ? c.substring(1) : c)
                .map(String::strip)
                .toList();
        this.unknown = mapping.unknown();
        var problems = new ArrayList<Finding>();
        var seen = new HashSet<String>();
        for (String column : columns) {
            if (!seen.add(column)) {
                problems.add(Finding.ofColumn(1, column, "duplicate-column", "is there more than once"));
            }
        }
        for (String column : needed(mapping)) {
            if (!seen.contains(column)) {
                problems.add(Finding.ofColumn(
                        1,
                        column,
                        "missing-column",
                        "the mapping needs it; the columns are " + String.join(", ", columns)));
            }
        }
        if (!problems.isEmpty()) {
            throw unreadable(problems);
        }
    }

    private static Set<String> needed(ImportMapping mapping) {
        var needed = new LinkedHashSet<String>();
        needed.add(mapping.item());
        needed.add(mapping.created());
        needed.add(mapping.event().at());
        needed.addAll(mapping.event().order());
        needed.addAll(mapping.event().id());
        String revision = mapping.revision();
        if (revision != null && !revision.matches("\\d{1,9}")) {
            needed.add(revision);
        }
        if (mapping.state() != null) {
            needed.add(mapping.state().column());
        }
        needed.addAll(mapping.attributes().values());
        return needed;
    }

    static Refusal unreadable(List<Finding> problems) {
        return Refusal.invalid(
                "table-unreadable",
                "the table does not fit the mapping",
                problems.stream().map(Finding::diagnostic).toList());
    }

    /** @throws UnreadableRow if there are more or fewer cells than columns */
    Cells cells(long line, List<String> values) throws UnreadableRow {
        if (values.size() != columns.size()) {
            throw new UnreadableRow(List.of(Finding.ofColumn(
                    line, null, "ragged-row", "has " + values.size() + " cells; the header has " + columns.size())));
        }
        var byColumn = new HashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            byColumn.put(columns.get(i), values.get(i));
        }
        return new Cells(line, byColumn, unknown);
    }
}
