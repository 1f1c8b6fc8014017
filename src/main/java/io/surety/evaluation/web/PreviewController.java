package io.surety.evaluation.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadProposal;
import io.surety.evaluation.preview.Preview;
import io.surety.evaluation.preview.PreviewChange;
import io.surety.evaluation.preview.Proposal;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a change would have done; nothing is stored, published or told ({@code domain.md} 7.3). */
@RestController
@Tag(name = "Previews", description = "What another content would have come to on what is recorded")
class PreviewController {

    private static final String DEFAULT_PERIODS = "3";
    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private final Sides sides;
    private final ProposedVersion versions;
    private final ReadProposal read;
    private final PreviewChange preview;

    PreviewController(Sides sides, ProposedVersion versions, ReadProposal read, PreviewChange preview) {
        this.sides = sides;
        this.versions = versions;
        this.read = read;
        this.preview = preview;
    }

    /**
     * @param version number of a version whose content is meant; or else a document
     * @param document the content: YAML or JSON as a text, or JSON as it is
     */
    record PreviewRequest(
            @Nullable Integer version,
            @Nullable JsonNode document,
            @Nullable Integer periods,
            @Nullable Boolean ledgers) {}

    @PostMapping("/api/agreements/{id}/previews")
    @Operation(
            summary = "What a changed document would have come to in the last periods",
            description = "Takes the changed document as it is drafted, in YAML or JSON; or {\"version\": 2} or "
                    + "{\"document\": …}, with periods and ledgers, as JSON. Judged like what is in force, on what is "
                    + "recorded; nothing is stored, published or told. Credits are those of the tiers, after stacking, "
                    + "caps, minimum and earn-back, whether they are claimed or not; claims against third parties are "
                    + "shown to the side that would make them. 422 preview-too-large names the bound that the "
                    + "preview would break.",
            requestBody =
                    @RequestBody(
                            content = {
                                @Content(mediaType = "application/yaml"),
                                @Content(mediaType = "application/json")
                            }))
    PreviewView preview(
            @PathVariable String id,
            @RequestParam(defaultValue = DEFAULT_PERIODS) int periods,
            @RequestParam(defaultValue = "false") boolean ledgers,
            HttpServletRequest http,
            Caller caller)
            throws IOException {
        sides.version(id, caller);
        byte[] body = http.getInputStream().readNBytes(MOST_BYTES + 1);
        Optional<PreviewRequest> request = request(body, http.getContentType());
        if (request.isEmpty()) {
            return preview(id, body, http.getContentType(), periods, ledgers, caller);
        }
        PreviewRequest asked = request.get();
        int many = asked.periods() == null ? periods : asked.periods();
        boolean whole = asked.ledgers() == null ? ledgers : asked.ledgers();
        JsonNode document = asked.document();
        Integer version = asked.version();
        if (version != null && document == null) {
            return preview(id, version, many, whole, null, caller);
        }
        if (version != null || document == null) {
            throw malformed("either a version or a document is previewed");
        }
        boolean text = document.isTextual();
        String content = text ? document.asText() : document.toString();
        return preview(
                id,
                content.getBytes(StandardCharsets.UTF_8),
                text ? "application/yaml" : "application/json",
                many,
                whole,
                caller);
    }

    @GetMapping("/api/agreements/{id}/versions/{number}/preview")
    @Operation(
            summary = "What the content of a version would have come to in the last periods",
            description = "As the preview of a changed document; term leaves the other terms' lines out, and ledgers "
                    + "has the ledgers themselves answered.")
    PreviewView preview(
            @PathVariable String id,
            @PathVariable int number,
            @RequestParam(defaultValue = DEFAULT_PERIODS) int periods,
            @RequestParam(defaultValue = "false") boolean ledgers,
            @RequestParam(required = false) @Nullable String term,
            Caller caller) {
        Proposal proposal = versions.proposal(id, number, caller);
        Preview found = preview.of(id, proposal, periods, caller);
        return PreviewView.of(term == null ? found : found.only(term), List.of(), ledgers);
    }

    private PreviewView preview(
            String id, byte[] body, @Nullable String contentType, int periods, boolean ledgers, Caller caller) {
        ParsedDocument document = read.read(body, contentType, id, caller);
        Proposal proposal = new Proposal(document.document(), document.hash(), Optional.empty());
        List<Diagnostic> warnings = document.warnings();
        return PreviewView.of(preview.of(id, proposal, periods, caller), warnings, ledgers);
    }

    /** JSON that is no document, which has a kind. */
    private static Optional<PreviewRequest> request(byte[] body, @Nullable String contentType) {
        if (contentType == null
                || !contentType.toLowerCase(java.util.Locale.ROOT).contains("json")) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(body);
            boolean asks = tree != null && tree.isObject() && !tree.has("kind") && !tree.has("apiVersion");
            return asks ? Optional.of(request(tree)) : Optional.empty();
        } catch (JsonProcessingException e) {
            // Whoever reads documents says what is wrong with it.
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private static PreviewRequest request(JsonNode tree) throws JsonProcessingException {
        try {
            return JSON.treeToValue(tree, PreviewRequest.class);
        } catch (JsonMappingException e) {
            if (!tree.has("document") && !tree.has("version")) {
                throw e;
            }
            String path =
                    e.getPath().stream().map(step -> "/" + step.getFieldName()).collect(Collectors.joining());
            String message = e instanceof UnrecognizedPropertyException
                    ? "a preview has version or document, periods and ledgers"
                    : "the value has the wrong form";
            String code = e instanceof UnrecognizedPropertyException ? "unknown-field" : "wrong-form";
            throw Refusal.invalid("preview-invalid", message, List.of(new Diagnostic(path, code, message)));
        }
    }

    private static Refusal malformed(String message) {
        return new Refusal(Refusal.Kind.MALFORMED, "request-malformed", message);
    }
}
