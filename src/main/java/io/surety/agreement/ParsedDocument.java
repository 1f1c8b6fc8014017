package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;

/**
 * A document that was accepted: read, validated, defaults written out, references frozen.
 *
 * @param normalised its RFC 8785 form
 * @param hash SHA-256 over {@code normalised}
 */
public record ParsedDocument(AgreementDocument document, String normalised, ContentHash hash) {}
