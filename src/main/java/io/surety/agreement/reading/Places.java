package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** Finds a place by a pointer in which an element of a list is named by its index or, better, by its id. */
final class Places {

    private Places() {}

    /** Empty where there is nothing, or an empty list or object, which is how a default says nothing. */
    static Optional<JsonNode> find(JsonNode tree, String pointer) {
        JsonNode at = tree;
        for (String part : pointer.substring(1).split("/")) {
            at = step(at, part.replace("~1", "/").replace("~0", "~"));
        }
        return at.isMissingNode() || at.isContainerNode() && at.isEmpty() ? Optional.empty() : Optional.of(at);
    }

    private static JsonNode step(JsonNode at, String part) {
        if (!at.isArray()) {
            return at.path(part);
        }
        for (JsonNode element : at) {
            if (element.path("id").asText("").equals(part)) {
                return element;
            }
        }
        return part.matches("[0-9]{1,4}") ? at.path(Integer.parseInt(part)) : MissingNode.getInstance();
    }
}
