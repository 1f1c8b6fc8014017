package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A path into a document, whose steps are names of fields, ids of a list's elements, or {@code *} for each of them. */
record DocumentPath(List<String> steps) {

    static DocumentPath parse(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with /: " + path);
        }
        return new DocumentPath(Stream.of(path.substring(1).split("/"))
                .filter(s -> !s.isEmpty())
                .toList());
    }

    /** What stands there, by path; a list of things with ids is taken apart, and so are the document and its spec. */
    Map<String, JsonNode> resolve(JsonNode document) {
        Map<String, JsonNode> found = Map.of("", document);
        for (String step : steps) {
            Map<String, JsonNode> next = new LinkedHashMap<>();
            found.forEach((key, node) -> children(key, node).forEach((child, value) -> {
                if (step.equals("*") || child.equals(key + "/" + step)) {
                    next.put(child, value);
                }
            }));
            found = next;
        }
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        found.forEach((key, node) -> takeApart(key, node, parts));
        return parts;
    }

    private static void takeApart(String key, JsonNode node, Map<String, JsonNode> parts) {
        boolean frame = key.isEmpty() || key.equals("/spec");
        if (frame || (node.isArray() && !node.isEmpty() && node.get(0).has("id"))) {
            children(key, node).forEach((child, value) -> takeApart(child, value, parts));
        } else {
            parts.put(key, node);
        }
    }

    private static Map<String, JsonNode> children(String key, JsonNode node) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties().forEach(field -> children.put(key + "/" + field.getKey(), field.getValue()));
        } else {
            for (int i = 0; i < node.size(); i++) {
                JsonNode element = node.get(i);
                children.put(key + "/" + (element.has("id") ? element.get("id").asText() : String.valueOf(i)), element);
            }
        }
        return children;
    }
}
