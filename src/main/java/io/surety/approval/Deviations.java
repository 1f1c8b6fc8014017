package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In how many places a document differs from its template. */
final class Deviations {

    private Deviations() {}

    /**
     * Counts the values of the spec that only one of both has, or that differ; a placeholder <code>${…}</code> of the
     * template may be filled with anything.
     */
    static int count(JsonNode template, JsonNode document) {
        Map<String, JsonNode> expected = new TreeMap<>();
        Map<String, JsonNode> found = new TreeMap<>();
        leaves("", template.path("spec"), expected);
        leaves("", document.path("spec"), found);
        Set<String> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        return (int) all.stream()
                .filter(path -> differs(expected.get(path), found.get(path)))
                .count();
    }

    private static boolean differs(@Nullable JsonNode template, @Nullable JsonNode document) {
        if (template == null || document == null) {
            return true;
        }
        return !isPlaceholder(template) && !template.equals(document);
    }

    private static boolean isPlaceholder(JsonNode value) {
        return value.isTextual()
                && value.asText().startsWith("${")
                && value.asText().endsWith("}");
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
