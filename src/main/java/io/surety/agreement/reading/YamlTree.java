package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Reads YAML from its events, so that nothing is resolved: {@code no}, {@code 1.10} and {@code 2026-01-01} stay the text
 * they are, and anchors, aliases, tags, merge keys and duplicate keys are refused where they stand.
 */
final class YamlTree {

    private final Iterator<Event> events;
    private final ReadingBounds bounds = new ReadingBounds();

    private YamlTree(String text) {
        var options = new LoaderOptions();
        options.setProcessComments(false);
        options.setCodePointLimit(DocumentText.MAX_BYTES + 1);
        events = new Yaml(options).parse(new StringReader(text)).iterator();
    }

    /** The one document of the text; every scalar is a string. */
    static JsonNode read(String text) {
        try {
            return new YamlTree(text).document();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw DocumentText.malformed(
                    place(mark),
                    "yaml-syntax",
                    Optional.ofNullable(e.getProblem()).orElse("no YAML"));
        } catch (YAMLException e) {
            throw DocumentText.malformed("", "yaml-syntax", firstLine(e));
        }
    }

    private JsonNode document() {
        events.next();
        Event start = events.next();
        if (start instanceof StreamEndEvent) {
            throw DocumentText.malformed("", "empty", "there is no document");
        }
        if (start instanceof DocumentStartEvent header
                && header.getTags() != null
                && !header.getTags().isEmpty()) {
            throw refused(start, "tag-not-allowed", "tags are not used in documents");
        }
        JsonNode tree = node(events.next(), 1);
        events.next();
        Event after = events.next();
        if (!(after instanceof StreamEndEvent)) {
            throw refused(after, "more-than-one-document", "there is more than one document");
        }
        return tree;
    }

    private JsonNode node(Event event, int depth) {
        refuseMagic(event);
        bounds.enter(depth, place(event.getStartMark()));
        if (event instanceof ScalarEvent scalar) {
            ReadingBounds.checkCharacters(scalar.getValue(), place(event.getStartMark()));
            return TextNode.valueOf(scalar.getValue());
        }
        return event instanceof MappingStartEvent ? mapping(depth) : sequence(event, depth);
    }

    private ObjectNode mapping(int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            String key = key(event);
            if (object.has(key)) {
                throw refused(event, "duplicate-key", "the key " + key + " is there twice");
            }
            object.set(key, node(events.next(), depth + 1));
        }
        return object;
    }

    private String key(Event event) {
        refuseMagic(event);
        if (!(event instanceof ScalarEvent scalar)) {
            throw refused(event, "key-not-text", "a key is a plain text");
        }
        if (scalar.getValue().equals("<<")) {
            throw refused(event, "merge-key-not-allowed", "merge keys are not used in documents");
        }
        ReadingBounds.checkCharacters(scalar.getValue(), place(event.getStartMark()));
        return scalar.getValue();
    }

    private ArrayNode sequence(Event start, int depth) {
        if (!(start instanceof SequenceStartEvent)) {
            throw refused(start, "yaml-syntax", "a value is missing");
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            array.add(node(event, depth + 1));
        }
        return array;
    }

    private static void refuseMagic(Event event) {
        if (event instanceof AliasEvent) {
            throw refused(event, "alias-not-allowed", "aliases are not used in documents");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw refused(event, "anchor-not-allowed", "anchors are not used in documents");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw refused(event, "tag-not-allowed", "tags are not used in documents");
        }
    }

    private static RuntimeException refused(Event event, String code, String message) {
        return DocumentText.malformed(place(event.getStartMark()), code, message);
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML");
    }
}
