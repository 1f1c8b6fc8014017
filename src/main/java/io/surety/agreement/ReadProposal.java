package io.surety.agreement;

import io.surety.party.Caller;
import io.surety.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads a content that somebody thinks about for an agreement, as if she drafted it; nothing is stored. */
public interface ReadProposal {

    /**
     * @param text UTF-8, at most 1 MB
     * @param contentType as a document is sent: YAML or JSON
     * @param agreement that the caller may see, whose name and sides the content must have
     * @throws Refusal as for a draft: {@code unsupported-media}, {@code document-too-large}, {@code document-malformed},
     *     {@code document-invalid} with diagnostics
     */
    ParsedDocument read(byte[] text, @Nullable String contentType, String agreement, Caller caller);
}
