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

    /**
     * Reads what is made of a content that was accepted before, such as the same one for another validity. What today's rules
     * find wrong with the stored one already is a warning, because it was agreed by the rules of its time; what is wrong only
     * with the new one refuses it.
     *
     * @param text JSON
     * @param stored the normalised text that it was made of
     * @throws Refusal as above
     */
    ParsedDocument readNext(String text, String stored);

    /** A content that was accepted before, as its normalised text; checks nothing again. */
    ParsedDocument accepted(String normalised);

    /** The records of a content that was accepted before, as its normalised text; checks nothing again. */
    AgreementDocument typed(String normalised);

    /** In the format that the text looks like; a normalised text is JSON. */
    default ParsedDocument read(byte[] text) {
        return read(text, DocumentFormat.guess(text));
    }
}
