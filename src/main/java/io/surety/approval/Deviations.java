package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** In how many places a document differs from what its template makes with the same values. */
final class Deviations {

    /** Follows from the region and the period, and changes with the library that knows the holidays. */
    private static final String FROZEN = "/holidays/frozen/";

    private Deviations() {}

    /**
     * Counts the values of the spec that only one of both has, or that differ. The order of what has ids means nothing.
     *
     * @param made from the template, with what the document says in the places of its placeholders
     */
    static int count(JsonNode made, JsonNode document) {
        Map<String, JsonNode> expected = new TreeMap<>();
        Map<String, JsonNode> found = new TreeMap<>();
        leaves("", made.path("spec"), expected);
        leaves("", document.path("spec"), found);
        Set<String> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        return (int) all.stream()
                .filter(path -> !path.contains(FROZEN))
                .filter(path -> !Objects.equals(expected.get(path), found.get(path)))
                .count();
    }

    private static void leaves(String path, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> leaves(path + "/" + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode element = node.get(i);
                leaves(
                        path + "/" + (element.has("id") ? element.get("id").asText() : String.valueOf(i)),
                        element,
                        leaves);
            }
        } else if (!node.isMissingNode()) {
            leaves.put(path, node);
        }
    }
}
