package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
