package io.surety.measurement.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become events of work items. Each row is a state of an item at an instant.
 *
 * @param source under which the events are stored; a request may name another
 * @param table how the file is written
 * @param times how its instants are written
 * @param unknown what stands for an unknown value, such as {@code ?}; an empty cell is always unknown
 * @param item column with the key of the item
 * @param created column with the instant of its creation, the same in each of its rows
 * @param event where the instant, order and id of a row's event come from
 * @param revision column with the revision of a row, or the number that all rows have; without it that is 0. A file that
 *     was read by a wrong mapping is read again by a right one with a higher number
 * @param state column with the state, and the name of each state in documents
 * @param attributes name in documents to column; what they say moves no clock unless a document names them
 * @param constants attributes that all items of the file have
 * @param tellPeople whether breaches that the file reveals tell people even if they are old
 */
public record ImportMapping(
        @Nullable String source,
        Table table,
        Times times,
        List<String> unknown,
        String item,
        String created,
        Event event,
        @Nullable String revision,
        @Nullable State state,
        Map<String, String> attributes,
        Map<String, String> constants,
        boolean tellPeople) {

    public ImportMapping {
        table = Objects.requireNonNullElse(table, new Table("UTF-8", ","));
        unknown = unknown == null ? List.of() : List.copyOf(unknown);
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        constants = constants == null ? Map.of() : Map.copyOf(constants);
    }

    /** The same with further constants, which win. */
    public ImportMapping with(Map<String, String> more) {
        var all = new TreeMap<>(constants);
        all.putAll(more);
        return new ImportMapping(
                source, table, times, unknown, item, created, event, revision, state, attributes, all, tellPeople);
    }

    /**
     * @param encoding {@code UTF-8}, {@code ISO-8859-1} or {@code windows-1252}
     * @param delimiter one character
     */
    public record Table(String encoding, String delimiter) {
        public Table {
            encoding = Objects.requireNonNullElse(encoding, "UTF-8");
            delimiter = Objects.requireNonNullElse(delimiter, ",");
        }
    }

    /**
     * @param pattern of {@link java.time.format.DateTimeFormatter}, read strictly, or {@code iso} for ISO 8601 with an
     *     offset
     * @param zone in which a local time is read; a time in a gap is read with the offset before the gap, an ambiguous
     *     one is the first
     */
    public record Times(String pattern, String zone) {}

    /**
     * @param at column with the instant
     * @param order columns with integers that order events of one instant; the line of the file decides at last
     * @param id columns that identify an event; without any it is a hash of the whole row
     */
    public record Event(String at, List<String> order, List<String> id) {
        public Event {
            order = order == null ? List.of() : List.copyOf(order);
            id = id == null ? List.of() : List.copyOf(id);
        }
    }

    /** @param names of the source to names in documents; any other state is refused. Empty takes them as they are */
    public record State(String column, @JsonProperty("names") Map<String, String> names) {
        public State {
            names = names == null ? Map.of() : Map.copyOf(names);
        }
    }
}
