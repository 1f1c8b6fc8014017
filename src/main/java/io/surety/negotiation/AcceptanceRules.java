package io.surety.negotiation;

import io.surety.agreement.Version;
import io.surety.shared.Refusal;
import org.springframework.stereotype.Component;

/** What must hold of a document before it can be accepted. */
@Component
class AcceptanceRules {

    /**
     * @param version whose content is the document of {@code offer}
     * @throws Refusal if the offer is not what stands in the version
     */
    void check(Version version, Offer offer) {
        if (!version.hash().equals(offer.hash())) {
            throw Refusal.conflict(
                    "content-moved", "the content of " + version.ref() + " is no longer what was offered");
        }
    }
}
