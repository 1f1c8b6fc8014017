package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.CreationConstraints;
import io.surety.agreement.LintReceivers;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold of a document before it can be offered or accepted. */
@Component
class AcceptanceRules {

    private final Agreements agreements;
    private final CreationConstraints constraints;
    private final LintReceivers receivers;

    AcceptanceRules(Agreements agreements, CreationConstraints constraints, LintReceivers receivers) {
        this.agreements = agreements;
        this.constraints = constraints;
        this.receivers = receivers;
    }

    /** @throws Refusal if an escalation of what is to be offered would end without telling anybody */
    void mayBeOffered(ParsedDocument document) {
        receivers.check(document.document());
    }

    /**
     * @param version whose content is the document of {@code offer}
     * @throws Refusal if that is no longer what was offered, or does not meet what its template asks for
     */
    void check(Version version, Offer offer) {
        if (!version.hash().equals(offer.hash())) {
            throw Refusal.conflict(
                    "content-moved", "the content of " + version.ref() + " is no longer what was offered");
        }
        String normalised = agreements.content(offer.hash()).orElseThrow();
        List<Diagnostic> unmet =
                constraints.check(new ParsedDocument(version.document(), normalised, version.hash(), List.of()));
        if (!unmet.isEmpty()) {
            throw Refusal.invalid(
                    "creation-constraints-unmet", "the document does not meet what its template asks for", unmet);
        }
    }
}
