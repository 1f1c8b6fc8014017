package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the placeholders of a template: a scalar that is {@code ${name}} and nothing else. */
final class Filling {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_-]{1,63})}");

    private Filling() {}

    /** Every scalar as text, which is how YAML has it, so that a template too has one hash in both languages. */
    static JsonNode asText(JsonNode tree) {
        return map(tree, text -> text);
    }

    static JsonNode filled(JsonNode tree, Map<String, String> values) {
        return map(tree, text -> {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            return placeholder.matches() ? values.getOrDefault(placeholder.group(1), text) : text;
        });
    }

    static Set<String> placeholders(JsonNode tree) {
        Set<String> names = new HashSet<>();
        map(tree, text -> {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (placeholder.matches()) {
                names.add(placeholder.group(1));
            }
            return text;
        });
        return names;
    }

    /** What stands in a document where the template has placeholders; of several places of one, the first. */
    static Map<String, String> valuesIn(JsonNode template, JsonNode document) {
        Map<String, String> values = new HashMap<>();
        collect(template, document, values);
        return values;
    }

    private static void collect(JsonNode template, JsonNode document, Map<String, String> values) {
        if (template.isObject()) {
            template.properties().forEach(field -> collect(field.getValue(), document.path(field.getKey()), values));
        } else if (template.isArray()) {
            for (int i = 0; i < template.size(); i++) {
                collect(template.get(i), counterpart(template.get(i), i, document), values);
            }
        } else if (document.isValueNode()) {
            Matcher placeholder = PLACEHOLDER.matcher(template.asText());
            if (placeholder.matches()) {
                values.putIfAbsent(placeholder.group(1), document.asText());
            }
        }
    }

    /** The element of the same id, or, where the id is to be filled in or there is none, the one in the same place. */
    private static JsonNode counterpart(JsonNode element, int index, JsonNode document) {
        String id = element.path("id").asText();
        if (!id.isEmpty() && !PLACEHOLDER.matcher(id).matches()) {
            for (JsonNode candidate : document) {
                if (candidate.path("id").asText().equals(id)) {
                    return candidate;
                }
            }
            return MissingNode.getInstance();
        }
        return document.path(index);
    }

    private static JsonNode map(JsonNode node, Function<String, String> change) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), map(field.getValue(), change)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(map(element, change)));
            return array;
        }
        return node.isNull() ? node : TextNode.valueOf(change.apply(node.asText()));
    }
}
