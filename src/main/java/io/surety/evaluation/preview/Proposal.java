package io.surety.evaluation.preview;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;
import java.util.Optional;

/**
 * A content that somebody thinks about.
 *
 * @param version whose content it is; empty for one that is stored nowhere
 */
public record Proposal(AgreementDocument document, ContentHash hash, Optional<VersionRef> version) {}
