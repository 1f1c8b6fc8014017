package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** From bytes to an accepted document, step by step; each step refuses with all that it finds. */
@Component
final class DocumentReader implements ReadDocument {

    private final DocumentSchema schema;
    private final Freezing freezing = new Freezing();

    DocumentReader(DocumentSchema schema) {
        this.schema = schema;
    }

    @Override
    public ParsedDocument read(byte[] text, DocumentFormat format) {
        JsonNode tree = valid(text, format);
        if (!tree.path("kind").asText().equals("Agreement")) {
            throw refuse(List.of(new Diagnostic("/kind", "not-an-agreement", "a template is no agreement")));
        }
        return accept(tree);
    }

    @Override
    public AgreementDocument typed(String normalised) {
        return DocumentTyping.of(normalised);
    }

    /** The typed tree of an agreement or a template, after the schema has found nothing wrong. */
    JsonNode valid(byte[] text, DocumentFormat format) {
        String characters = DocumentText.of(text);
        JsonNode tree = format == DocumentFormat.JSON
                ? JsonTree.read(characters)
                : schema.walk().typed(YamlTree.read(characters));
        return checked(tree);
    }

    /** The same tree, if the schema finds nothing wrong. */
    JsonNode checked(JsonNode tree) {
        ReadingBounds.checkCharactersOf(tree);
        refuseAny(schema.check(tree));
        return tree;
    }

    /** @param tree of an agreement that the schema has checked */
    ParsedDocument accept(JsonNode tree) {
        refuseAny(SupportLint.check(tree));
        JsonNode complete = schema.walk().withDefaults(tree);
        Findings frozen = new Findings();
        freezing.freeze(complete, frozen);
        refuseAny(frozen.errors());
        AgreementDocument document = DocumentTyping.of(complete);
        Findings lint = Lint.check(document, complete);
        refuseAny(lint.errors());
        String normalised = Canonical.of(complete);
        return new ParsedDocument(
                document,
                normalised,
                ContentHash.of(normalised),
                Stream.concat(frozen.warnings().stream(), lint.warnings().stream())
                        .toList());
    }

    private static void refuseAny(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            throw refuse(found);
        }
    }

    static Refusal refuse(List<Diagnostic> found) {
        return Refusal.invalid(
                "document-invalid", "the document is not accepted, " + found.size() + " things are wrong", found);
    }
}
