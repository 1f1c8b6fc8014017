package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.web.AgreementViews.AgreementView;
import io.surety.agreement.web.AgreementViews.DraftedView;
import io.surety.agreement.web.AgreementViews.HistoryView;
import io.surety.agreement.web.AgreementViews.LintView;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/agreements")
@Tag(name = "Agreements", description = "Documents, versions, states and history")
class AgreementController {

    private final ReadDocument reader;
    private final Agreements agreements;
    private final DraftAgreement drafts;
    private final ReadableVersions readable;

    AgreementController(ReadDocument reader, Agreements agreements, DraftAgreement drafts, ReadableVersions readable) {
        this.reader = reader;
        this.agreements = agreements;
        this.drafts = drafts;
        this.readable = readable;
    }

    @PostMapping
    @Operation(
            summary = "Draft an agreement, or the next version of one, from YAML or JSON",
            requestBody =
                    @RequestBody(
                            content = {@Content(mediaType = DocumentBody.YAML), @Content(mediaType = DocumentBody.JSON)
                            }))
    ResponseEntity<DraftedView> draft(HttpServletRequest request, Caller caller) throws IOException {
        DocumentFormat format = DocumentBody.format(request);
        ParsedDocument document = reader.read(DocumentBody.bytes(request), format);
        DraftAgreement.Drafted drafted = drafts.draft(document, caller);
        Version version = drafted.version();
        return ResponseEntity.created(
                        URI.create("/api/agreements/" + version.ref().agreement()))
                .eTag(version.hash().hex())
                .body(DraftedView.of(drafted));
    }

    @PostMapping("/lint")
    @Operation(
            summary = "What is wrong or odd in a document; nothing is stored",
            requestBody =
                    @RequestBody(
                            content = {@Content(mediaType = DocumentBody.YAML), @Content(mediaType = DocumentBody.JSON)
                            }))
    LintView lint(HttpServletRequest request, Caller caller) throws IOException {
        DocumentFormat format = DocumentBody.format(request);
        try {
            ParsedDocument document = reader.read(DocumentBody.bytes(request), format);
            return new LintView(true, document.hash().hex(), List.of(), drafts.lint(document, caller));
        } catch (Refusal refusal) {
            if (refusal.diagnostics().isEmpty()) {
                throw refusal;
            }
            return new LintView(false, null, refusal.diagnostics(), List.of());
        }
    }

    @GetMapping
    @Operation(summary = "The agreements of my organisation, by name")
    List<AgreementView> all(Caller caller) {
        return agreements.visibleTo(caller).stream()
                .map(newest -> view(newest, caller))
                .toList();
    }

    @GetMapping("/{agreement}")
    @Operation(summary = "An agreement with its versions, their states, and which one is in force")
    AgreementView one(@PathVariable String agreement, Caller caller) {
        return view(agreements.visible(agreement, caller), caller);
    }

    private AgreementView view(Version newest, Caller caller) {
        String name = newest.ref().agreement();
        return AgreementView.of(newest, readable.inForce(name, caller), readable.of(name, caller));
    }

    @GetMapping("/{agreement}/history")
    @Operation(summary = "What happened to an agreement, oldest first")
    List<HistoryView> history(@PathVariable String agreement, Caller caller) {
        var mine = readable.of(agreement, caller).stream().map(Version::ref).collect(Collectors.toSet());
        return agreements.history(agreement).stream()
                .filter(entry -> mine.contains(entry.version()))
                .map(HistoryView::of)
                .toList();
    }

    @GetMapping(
            path = "/{agreement}/versions/{number}/document",
            produces = {DocumentBody.JSON, DocumentBody.YAML, "text/yaml"})
    @Operation(summary = "The document of a version as it was hashed, in JSON, or in YAML if that is accepted")
    ResponseEntity<String> document(
            @PathVariable String agreement,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = DocumentBody.JSON) String accept,
            Caller caller) {
        Version version = readable.one(agreement, number, caller);
        if (!readable.readsAll(version, caller)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "document-of-the-sides", "only provider and customer read the document");
        }
        String content = agreements.content(version.hash()).orElseThrow();
        boolean yaml = accept.contains("yaml");
        return ResponseEntity.ok()
                .eTag(version.hash().hex())
                .contentType(MediaType.parseMediaType(yaml ? DocumentBody.YAML : DocumentBody.JSON))
                .body(yaml ? DocumentBody.yaml(content) : content);
    }
}
