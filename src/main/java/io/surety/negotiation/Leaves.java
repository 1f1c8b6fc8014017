package io.surety.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A document as paths and values, so that two of them can be laid side by side. */
final class Leaves {

    private Leaves() {}

    /** Every value by its path. List elements with an id stand under it; a list of plain values is one value. */
    static Map<String, String> of(JsonNode document) {
        Map<String, String> leaves = new LinkedHashMap<>();
        collect("", document, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "/" + escape(field.getKey()), field.getValue(), leaves));
        } else if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode id = node.get(i).path("id");
                collect(path + "/" + (id.isTextual() ? escape(id.asText()) : i), node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.isTextual() ? node.asText() : node.toString());
        }
    }

    /** RFC 6901. */
    private static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
