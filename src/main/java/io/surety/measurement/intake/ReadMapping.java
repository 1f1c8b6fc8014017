package io.surety.measurement.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads a mapping from YAML, of which JSON is a part. */
@Component
class ReadMapping {

    private static final int LONGEST = 64 * 1024;

    private final ObjectMapper yaml;

    ReadMapping() {
        var options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0);
        this.yaml = YAMLMapper.builder(YAMLFactory.builder()
                        .loaderOptions(options)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @throws Refusal {@code mapping-malformed} or {@code mapping-invalid}, with diagnostics */
    ImportMapping read(String text) {
        if (text.length() > LONGEST) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "too-large", "a mapping has at most " + LONGEST + " characters");
        }
        try {
            refuseAnchors(text);
            ImportMapping mapping = yaml.readValue(text, ImportMapping.class);
            List<Diagnostic> problems = mapping == null
                    ? List.of(new Diagnostic("", "value-missing", "there is no mapping"))
                    : CheckMapping.problems(mapping);
            if (mapping == null || !problems.isEmpty()) {
                throw Refusal.invalid("mapping-invalid", "the mapping is not accepted", problems);
            }
            return mapping;
        } catch (JsonMappingException e) {
            throw Refusal.invalid(
                    "mapping-invalid",
                    "the mapping is not accepted",
                    List.of(new Diagnostic(path(e), "value-not-allowed", e.getOriginalMessage())));
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private void refuseAnchors(String text) throws IOException {
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parser.getObjectId() != null || parser.getTypeId() != null) {
                    throw malformed("anchors, aliases and tags are not read");
                }
            }
        }
    }

    private static Refusal malformed(String message) {
        return new Refusal(Refusal.Kind.MALFORMED, "mapping-malformed", "the mapping cannot be read: " + message);
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        e.getPath().forEach(r -> path.append('/').append(r.getFieldName() == null ? r.getIndex() : r.getFieldName()));
        return path.toString();
    }
}
