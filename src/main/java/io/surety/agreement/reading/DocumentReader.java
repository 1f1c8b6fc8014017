package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.ReferredCalendars;
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

    private final CheckedTree trees;
    private final Freezing freezing;

    DocumentReader(CheckedTree trees, ReferredCalendars calendars) {
        this.trees = trees;
        this.freezing = new Freezing(calendars);
    }

    @Override
    public ParsedDocument read(byte[] text, DocumentFormat format) {
        JsonNode tree = trees.read(text, format);
        if (!tree.path("kind").asText().equals("Agreement")) {
            throw refuse(
                    List.of(new Diagnostic("/kind", "not-an-agreement", "a template or a calendar is no agreement")));
        }
        return accept(tree);
    }

    @Override
    public AgreementDocument typed(String normalised) {
        return DocumentTyping.of(normalised);
    }

    /** @param tree of an agreement that the schema has checked */
    ParsedDocument accept(JsonNode tree) {
        JsonNode complete = trees.withDefaults(tree);
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

    /** Writes out what a tree with its defaults refers to, whatever else is wrong with it. */
    void freeze(JsonNode complete) {
        freezing.freeze(complete, new Findings());
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
