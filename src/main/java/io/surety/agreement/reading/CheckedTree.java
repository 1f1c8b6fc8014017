package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.DocumentFormat;
import io.surety.shared.Diagnostic;
import java.util.List;
import org.springframework.stereotype.Component;

/** From bytes to a typed tree in which the schema finds nothing wrong. */
@Component
final class CheckedTree {

    private final DocumentSchema schema;

    CheckedTree(DocumentSchema schema) {
        this.schema = schema;
    }

    JsonNode read(byte[] text, DocumentFormat format) {
        String characters = DocumentText.of(text);
        JsonNode tree = format == DocumentFormat.JSON
                ? JsonTree.read(characters)
                : schema.walk().typed(YamlTree.read(characters));
        return checked(tree);
    }

    /** What the schema finds wrong. */
    List<Diagnostic> check(JsonNode tree) {
        return schema.check(tree);
    }

    /** A tree of which the schema says nothing yet. */
    JsonNode ofJson(String text) {
        return JsonTree.read(text);
    }

    /** The same tree, if the schema finds nothing wrong. */
    JsonNode checked(JsonNode tree) {
        ReadingBounds.checkCharactersOf(tree);
        List<Diagnostic> found = schema.check(tree);
        if (!found.isEmpty()) {
            throw DocumentReader.refuse(found);
        }
        return tree;
    }

    JsonNode withDefaults(JsonNode tree) {
        return schema.walk().withDefaults(tree);
    }

    /** For a tree that was made with every scalar as text. */
    JsonNode checkedText(JsonNode tree) {
        return checked(typed(tree));
    }

    JsonNode typed(JsonNode tree) {
        return schema.walk().typed(tree);
    }
}
