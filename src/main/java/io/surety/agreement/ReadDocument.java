package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.Refusal;

/** Reads a document from YAML or JSON text. */
public interface ReadDocument {

    /**
     * Reads an agreement: checks the schema, writes defaults out, freezes what it refers to, and lints it.
     *
     * @param text UTF-8, at most 1 MB
     * @throws Refusal {@code document-too-large}, {@code document-malformed} or {@code document-invalid} with
     *     diagnostics
     */
    ParsedDocument read(byte[] text, DocumentFormat format);

    /** The records of a content that was accepted before, as its normalised text; checks nothing again. */
    AgreementDocument typed(String normalised);

    /** In the format that the text looks like; a normalised text is JSON. */
    default ParsedDocument read(byte[] text) {
        return read(text, DocumentFormat.guess(text));
    }
}
