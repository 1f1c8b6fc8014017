package io.surety.agreement.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.TemplateDocument;
import io.surety.agreement.TemplateDocument.Placeholder;
import io.surety.agreement.Templates;
import io.surety.agreement.Templates.Kept;
import io.surety.agreement.Version;
import io.surety.agreement.web.AgreementViews.DraftedView;
import io.surety.party.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/templates")
@Tag(name = "Templates", description = "Documents with placeholders, and what may be filled in")
class TemplateController {

    private final ReadTemplate reader;
    private final Templates templates;
    private final KeepTemplate keep;
    private final DraftAgreement drafts;

    TemplateController(ReadTemplate reader, Templates templates, KeepTemplate keep, DraftAgreement drafts) {
        this.reader = reader;
        this.templates = templates;
        this.keep = keep;
        this.drafts = drafts;
    }

    record TemplateSummary(
            String name, String title, String organisation, String hash, List<Placeholder> placeholders) {
        static TemplateSummary of(Kept kept) {
            TemplateDocument template = kept.template();
            return new TemplateSummary(
                    template.name(),
                    template.title(),
                    kept.owner().value(),
                    template.hash().hex(),
                    template.placeholders());
        }
    }

    record TemplateView(TemplateSummary template, @JsonRawValue String document) {}

    /** @param title of the agreement; the template's if there is none */
    record FillRequest(String name, @Nullable String title, Map<String, String> values) {}

    @PostMapping
    @Operation(
            summary = "Keep a template, from YAML or JSON; a template of that name gets a new content",
            description = "It belongs to the organisation, and its service level managers change it.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {@Content(mediaType = DocumentBody.YAML), @Content(mediaType = DocumentBody.JSON)
                            }))
    ResponseEntity<TemplateSummary> keep(
            HttpServletRequest request,
            @Parameter(description = "to which it belongs; needed by who manages the service levels of several")
                    @RequestParam(required = false)
                    @Nullable
                    String organisation,
            Caller caller)
            throws IOException {
        DocumentFormat format = DocumentBody.format(request);
        TemplateDocument template = reader.read(DocumentBody.bytes(request), format);
        return ResponseEntity.created(URI.create("/api/templates/" + template.name()))
                .body(TemplateSummary.of(keep.keep(template, organisation, caller)));
    }

    @GetMapping
    @Operation(summary = "The templates that I may draft from, by name")
    List<TemplateSummary> all(Caller caller) {
        return templates.visibleTo(caller).stream().map(TemplateSummary::of).toList();
    }

    @GetMapping("/{name}")
    @Operation(summary = "A template with its placeholders, its constraints and its document")
    TemplateView one(@PathVariable String name, Caller caller) {
        Kept kept = templates.visible(name, caller);
        return new TemplateView(TemplateSummary.of(kept), kept.template().normalised());
    }

    @PostMapping("/{name}/agreements")
    @Operation(summary = "Draft an agreement from a template and values for its placeholders")
    ResponseEntity<DraftedView> fill(@PathVariable String name, @RequestBody FillRequest request, Caller caller) {
        TemplateDocument template = templates.visible(name, caller).template();
        ParsedDocument document = reader.fill(template, request.name(), request.title(), request.values());
        DraftAgreement.Drafted drafted = drafts.draft(document, caller);
        Version version = drafted.version();
        return ResponseEntity.created(
                        URI.create("/api/agreements/" + version.ref().agreement()))
                .eTag(version.hash().hex())
                .body(DraftedView.of(drafted));
    }
}
