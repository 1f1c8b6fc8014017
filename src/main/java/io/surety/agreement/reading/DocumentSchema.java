package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import io.surety.shared.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The schema of the public format: {@code schema/agreement-v1.schema.json}. */
@Component
final class DocumentSchema {

    private static final String RESOURCE = "/schema/agreement-v1.schema.json";

    /** What a keyword of the schema is called in a diagnostic. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("required", "missing"),
            Map.entry("dependentRequired", "missing"),
            Map.entry("additionalProperties", "unknown-field"),
            Map.entry("type", "wrong-type"),
            Map.entry("enum", "value-not-allowed"),
            Map.entry("const", "value-not-allowed"),
            Map.entry("pattern", "wrong-form"),
            Map.entry("propertyNames", "wrong-form"),
            Map.entry("minLength", "empty"),
            Map.entry("maxLength", "too-long"),
            Map.entry("minItems", "too-few"),
            Map.entry("maxItems", "too-many"),
            Map.entry("minProperties", "too-few"),
            Map.entry("maxProperties", "too-many"),
            Map.entry("uniqueItems", "duplicate"),
            Map.entry("minimum", "out-of-range"),
            Map.entry("maximum", "out-of-range"),
            Map.entry("oneOf", "exactly-one"),
            Map.entry("false", "unknown-field"));

    private static final int MOST_DIAGNOSTICS = 100;

    private final JsonSchema schema;
    private final SchemaWalk walk;

    DocumentSchema() {
        JsonNode root = load();
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .locale(Locale.ENGLISH)
                                .pathType(PathType.JSON_POINTER)
                                .regularExpressionFactory(DocumentSchema::expression)
                                .build());
        walk = new SchemaWalk(root);
    }

    /** The {@code $} of JSON Schema is the end; that of Java is also in front of a line break at the end. */
    private static RegularExpression expression(String regex) {
        Pattern pattern = Pattern.compile(regex.replaceFirst("\\$$", "\\\\z"));
        return text -> pattern.matcher(text).find();
    }

    private static JsonNode load() {
        try (InputStream in = DocumentSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SchemaWalk walk() {
        return walk;
    }

    /** All that the schema and its formats find wrong, by path; at most a hundred. */
    List<Diagnostic> check(JsonNode tree) {
        List<Diagnostic> found = new ArrayList<>(schema.validate(tree).stream()
                .filter(DocumentSchema::isOfItsOwn)
                .map(DocumentSchema::diagnostic)
                .toList());
        if (found.isEmpty()) {
            found.addAll(walk.checkFormats(tree));
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Diagnostic::path).thenComparing(Diagnostic::code))
                .limit(MOST_DIAGNOSTICS)
                .toList();
    }

    /** An "exactly one" tells its own failure; what each of its branches lacks would only confuse. */
    private static boolean isOfItsOwn(ValidationMessage message) {
        return !message.getEvaluationPath().toString().matches(".*/oneOf/.+");
    }

    private static Diagnostic diagnostic(ValidationMessage message) {
        String path = message.getInstanceLocation().toString();
        String property = message.getProperty();
        boolean ofProperty = List.of("required", "additionalProperties").contains(message.getType());
        return new Diagnostic(
                property != null && ofProperty ? Pointers.child(path, property) : path,
                CODES.getOrDefault(message.getType(), "schema"),
                message.getError());
    }
}
