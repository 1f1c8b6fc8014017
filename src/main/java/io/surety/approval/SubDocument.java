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
        SortedMap<String, JsonNode> parts = new TreeMap<>();
        Deque<Map.Entry<String, JsonNode>> open = new ArrayDeque<>();
        paths.forEach(
                path -> open.addAll(DocumentPath.parse(path).resolve(document).entrySet()));
        while (!open.isEmpty()) {
            Map.Entry<String, JsonNode> part = open.remove();
            if (parts.putIfAbsent(part.getKey(), part.getValue()) == null) {
                DocumentReferences.from(part.getKey(), part.getValue(), document)
                        .forEach(path -> open.addAll(
                                DocumentPath.parse(path).resolve(document).entrySet()));
            }
        }
        return new SubDocument(parts);
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
