package io.surety.agreement;

import io.surety.shared.Refusal;

/** Reads a document from YAML or JSON text. */
public interface ReadDocument {

    /**
     * @param text UTF-8, at most 1 MB
     * @throws Refusal {@code document-malformed} or {@code document-invalid} with diagnostics
     */
    ParsedDocument read(byte[] text);
}
