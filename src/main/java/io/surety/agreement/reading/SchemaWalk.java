package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Walks a document along its JSON Schema: gives the scalars of YAML their types, writes defaults out, and checks the
 * {@code format} of strings. It knows of the schema language what the document's schema uses: {@code $ref}, {@code
 * allOf}, {@code if/then} on a constant property, {@code properties}, {@code additionalProperties} and {@code items}.
 */
final class SchemaWalk {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,14})");

    private final JsonNode root;

    SchemaWalk(JsonNode root) {
        this.root = root;
    }

    /** The same tree with integers and booleans where the schema asks for them and the text is one. */
    JsonNode typed(JsonNode tree) {
        return typed(tree, List.of(root));
    }

    private JsonNode typed(JsonNode node, List<JsonNode> given) {
        List<JsonNode> schemas = expand(given, node);
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(field ->
                            object.set(field.getKey(), typed(field.getValue(), property(schemas, field.getKey()))));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(typed(element, items(schemas))));
            return array;
        }
        return typedScalar(node, schemas);
    }

    private static JsonNode typedScalar(JsonNode node, List<JsonNode> schemas) {
        String text = node.asText();
        if (hasType(schemas, "integer") && INTEGER.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (hasType(schemas, "boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return node;
    }

    /** The same tree with every default of the schema written out. */
    JsonNode withDefaults(JsonNode tree) {
        return withDefaults(tree, List.of(root));
    }

    private JsonNode withDefaults(JsonNode node, List<JsonNode> given) {
        List<JsonNode> schemas = expand(given, node);
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(withDefaults(element, items(schemas))));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(field ->
                        object.set(field.getKey(), withDefaults(field.getValue(), property(schemas, field.getKey()))));
        for (JsonNode schema : schemas) {
            for (var property : schema.path("properties").properties()) {
                JsonNode written = property.getValue().path("default");
                if (!written.isMissingNode() && !object.has(property.getKey())) {
                    object.set(property.getKey(), withDefaults(written, property(schemas, property.getKey())));
                }
            }
        }
        return object;
    }

    /** What is wrong with strings whose schema names a {@code format}. */
    List<Diagnostic> checkFormats(JsonNode tree) {
        List<Diagnostic> found = new ArrayList<>();
        checkFormats(tree, List.of(root), "", found);
        return found;
    }

    private void checkFormats(JsonNode node, List<JsonNode> given, String path, List<Diagnostic> found) {
        List<JsonNode> schemas = expand(given, node);
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> checkFormats(
                            field.getValue(),
                            property(schemas, field.getKey()),
                            Pointers.child(path, field.getKey()),
                            found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkFormats(node.get(i), items(schemas), path + "/" + i, found);
            }
        } else if (node.isTextual()) {
            schemas.stream()
                    .map(schema -> schema.path("format").asText(""))
                    .filter(format -> !format.isEmpty())
                    .distinct()
                    .flatMap(format -> Formats.check(format, node.textValue(), path).stream())
                    .forEach(found::add);
        }
    }

    private static boolean hasType(List<JsonNode> schemas, String type) {
        return schemas.stream()
                .anyMatch(schema -> schema.path("type").asText("").equals(type));
    }

    private static List<JsonNode> property(List<JsonNode> schemas, String key) {
        return schemas.stream()
                .map(schema -> schema.path("properties").has(key)
                        ? schema.path("properties").get(key)
                        : schema.path("additionalProperties"))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static List<JsonNode> items(List<JsonNode> schemas) {
        return schemas.stream()
                .map(schema -> schema.path("items"))
                .filter(JsonNode::isObject)
                .toList();
    }

    private List<JsonNode> expand(List<JsonNode> schemas, JsonNode instance) {
        return schemas.stream().flatMap(schema -> expand(schema, instance)).toList();
    }

    private Stream<JsonNode> expand(JsonNode schema, JsonNode instance) {
        Stream<JsonNode> parts = Stream.of(schema);
        if (schema.has("$ref")) {
            String pointer = schema.get("$ref").textValue().substring(1);
            parts = Stream.concat(parts, expand(root.at(pointer), instance));
        }
        for (JsonNode part : schema.path("allOf")) {
            parts = Stream.concat(parts, expand(part, instance));
        }
        if (schema.has("if") && holds(schema.get("if"), instance)) {
            parts = Stream.concat(parts, expand(schema.get("then"), instance));
        }
        return parts;
    }

    private static boolean holds(JsonNode condition, JsonNode instance) {
        return condition.path("properties").properties().stream()
                .allMatch(property -> property.getValue().path("const").equals(instance.path(property.getKey())));
    }
}
