package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import java.util.List;

/**
 * A document that was accepted: read, validated, defaults written out, references frozen.
 *
 * @param normalised its RFC 8785 form
 * @param hash SHA-256 over {@code normalised}
 * @param warnings what lint would rather see otherwise, but does not refuse
 */
public record ParsedDocument(
        AgreementDocument document, String normalised, ContentHash hash, List<Diagnostic> warnings) {

    public ParsedDocument {
        warnings = List.copyOf(warnings);
    }
}
