package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.shared.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The part of a document that an approval is about: what the paths of its step name, closed over references, so that an
 * approval of a term is also one of the calendars, exclusions, credit, escalation and charges that make it what it is.
 *
 * @param parts by path; elements of lists stand under their id, so that their order does not matter
 */
record SubDocument(SortedMap<String, JsonNode> parts) {

    /**
     * @param document in its normalised form
     * @param paths such as {@code /spec/charges}, {@code /spec/terms/*}{@code /credit}; {@code /} is the whole document
     */
    static SubDocument of(JsonNode document, List<String> paths) {
        Map<String, JsonNode> nodes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        paths.forEach(path -> DocumentPath.parse(path).resolve(document).forEach((key, node) -> {
            if (nodes.putIfAbsent(key, node) == null) {
                open.add(key);
            }
        }));
        while (!open.isEmpty()) {
            String key = open.remove();
            for (String path : DocumentReferences.from(key, nodes.get(key), document)) {
                DocumentPath.parse(path).resolve(document).forEach((referred, node) -> {
                    if (nodes.putIfAbsent(referred, node) == null) {
                        open.add(referred);
                    }
                });
            }
        }
        return new SubDocument(new TreeMap<>(nodes));
    }

    /** SHA-256 over the RFC 8785 form of the parts by path. */
    ContentHash hash() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        parts.forEach(all::set);
        try {
            return ContentHash.of(new JsonCanonicalizer(all.toString()).getEncodedUTF8());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
