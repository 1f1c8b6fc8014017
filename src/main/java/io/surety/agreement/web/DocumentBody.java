package io.surety.agreement.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.surety.agreement.DocumentFormat;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Documents as bodies of requests and answers: YAML or JSON, always UTF-8. */
final class DocumentBody {

    static final String YAML = "application/yaml";
    static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private static final int MOST = 1 << 20;
    private static final List<String> YAML_NAMES = List.of("yaml", "x-yaml", "vnd.yaml");
    private static final ObjectMapper READER = new ObjectMapper();
    private static final ObjectMapper WRITER = new ObjectMapper(new YAMLFactory());

    private DocumentBody() {}

    /** The whole body, but never much more than a document may have: one byte too many is enough to refuse it. */
    static byte[] bytes(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(MOST + 1);
    }

    /** @throws Refusal {@code unsupported-media} for anything but YAML and JSON in UTF-8 */
    static DocumentFormat format(HttpServletRequest request) {
        return format(request.getContentType());
    }

    static DocumentFormat format(@Nullable String contentType) {
        MediaType type = type(contentType);
        boolean unicode = Optional.ofNullable(type.getCharset())
                .map(StandardCharsets.UTF_8::equals)
                .orElse(true);
        if (unicode && type.getSubtype().equalsIgnoreCase("json")) {
            return DocumentFormat.JSON;
        }
        if (unicode && YAML_NAMES.contains(type.getSubtype().toLowerCase(java.util.Locale.ROOT))) {
            return DocumentFormat.YAML;
        }
        throw unsupported();
    }

    private static MediaType type(@Nullable String header) {
        try {
            return header == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(header);
        } catch (InvalidMediaTypeException e) {
            throw unsupported();
        }
    }

    private static Refusal unsupported() {
        return new Refusal(
                Refusal.Kind.UNSUPPORTED_MEDIA,
                "unsupported-media",
                "a document is sent as " + YAML + " or " + JSON + ", in UTF-8");
    }

    /** The same content in YAML; read again it has the same hash. */
    static String yaml(String normalised) {
        try {
            return WRITER.writeValueAsString(READER.readTree(normalised));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a normalised text is JSON", e);
        }
    }
}
