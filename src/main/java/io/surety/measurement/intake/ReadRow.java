package io.surety.measurement.intake;

import io.surety.measurement.Content;
import io.surety.measurement.Measurement;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the measurements of one row: that the item was created, and the state that the row says. */
class ReadRow {

    private static final String NUMBER = "\\d{1,9}";

    /** @param measurements the last one is the row's own event */
    record Row(List<Measurement> measurements, List<Finding> notes) {}

    private final ImportMapping mapping;
    private final RowTimes times;

    ReadRow(ImportMapping mapping) {
        this.mapping = mapping;
        this.times = new RowTimes(mapping.times());
    }

    /** @throws UnreadableRow with all that is wrong */
    Row read(Cells cells) throws UnreadableRow {
        String item = cells.needed(mapping.item(), Fields.SHORT);
        Instant created = cells.instant(mapping.created(), times);
        Instant at = cells.instant(mapping.event().at(), times);
        List<Long> order = mapping.event().order().stream().map(cells::number).toList();
        int revision = revision(cells);
        Map<String, String> attributes = attributes(cells);
        cells.check();

        var creation = new Content.WorkItem(item, created, List.of(), "created", "", mapping.constants());
        var state = new Content.WorkItem(item, at, order, "changed", "", attributes);
        var notes = new ArrayList<Finding>();
        if (at.isBefore(created)) {
            notes.add(Finding.ofColumn(
                    cells.line(),
                    mapping.event().at(),
                    "before-creation",
                    "happened before the item was created; it counts as if at the creation"));
        }
        return new Row(
                List.of(
                        new Measurement("created " + item, revision, 0, creation),
                        new Measurement(id(cells), revision, cells.line(), state)),
                notes);
    }

    private int revision(Cells cells) {
        String revision = mapping.revision();
        if (revision == null) {
            return 0;
        }
        return revision.matches(NUMBER) ? Integer.parseInt(revision) : (int) cells.number(revision);
    }

    private Map<String, String> attributes(Cells cells) {
        var attributes = new TreeMap<String, String>();
        mapping.attributes().forEach((name, column) -> cells.known(column, Fields.LONG)
                .ifPresent(value -> attributes.put(name, value)));
        ImportMapping.State state = mapping.state();
        if (state != null) {
            cells.known(state.column(), Fields.LONG).ifPresent(value -> {
                String name = state.names().isEmpty() ? value : state.names().get(value);
                if (name == null) {
                    cells.problem(state.column(), "value-not-allowed", "the mapping has no such state: " + value);
                } else {
                    attributes.put("state", name);
                }
            });
        }
        return attributes;
    }

    private String id(Cells cells) {
        List<String> columns = mapping.event().id();
        if (columns.isEmpty()) {
            return "row " + ContentHash.of(cells.canonical()).hex();
        }
        return "row " + ContentHash.of(cells.canonical(columns)).hex();
    }
}
