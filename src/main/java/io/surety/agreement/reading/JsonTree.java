package io.surety.agreement.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly: no duplicate keys, nothing after the document, and no number that RFC 8785 would change. */
final class JsonTree {

    private static final long MAX_INTEGER = (1L << 53) - 1;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(DocumentText.MAX_BYTES)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ReadingBounds bounds;

    private JsonTree(ReadingBounds bounds) {
        this.bounds = bounds;
    }

    static JsonNode read(String text) {
        return read(text, new ReadingBounds());
    }

    /** @param mostValues how many values there may be */
    static JsonNode read(String text, int mostValues) {
        return read(text, new ReadingBounds(mostValues));
    }

    private static JsonNode read(String text, ReadingBounds bounds) {
        JsonNode tree = parse(text);
        if (tree == null || tree.isMissingNode()) {
            throw DocumentText.malformed("", "empty", "there is no document");
        }
        new JsonTree(bounds).check(tree, "", 1);
        return tree;
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String problem = Optional.ofNullable(e.getOriginalMessage())
                    .orElse("no JSON")
                    .lines()
                    .findFirst()
                    .orElse("no JSON");
            String code = problem.startsWith("Duplicate field") ? "duplicate-key" : "json-syntax";
            throw DocumentText.malformed(place(e.getLocation()), code, problem);
        }
    }

    private void check(JsonNode node, String path, int depth) {
        bounds.enter(depth, path);
        if (node.isObject()) {
            node.properties().forEach(field -> {
                String at = Pointers.child(path, field.getKey());
                ReadingBounds.checkCharacters(field.getKey(), at);
                check(field.getValue(), at, depth + 1);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), path + "/" + i, depth + 1);
            }
        } else if (node.isTextual()) {
            ReadingBounds.checkCharacters(node.textValue(), path);
        } else if (node.isNumber()
                && (!node.isIntegralNumber()
                        || !node.canConvertToLong()
                        || node.longValue() > MAX_INTEGER
                        || node.longValue() < -MAX_INTEGER)) {
            throw DocumentText.malformed(
                    path, "number-not-integer", "numbers are integers up to 2^53 - 1; write a fraction as a string");
        }
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
