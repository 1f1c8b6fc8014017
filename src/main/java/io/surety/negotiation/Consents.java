package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.shared.ContentHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which third parties have consented to what an offer lays on them. */
@Component
class Consents {

    private final Agreements agreements;
    private final NegotiationRows rows;

    Consents(Agreements agreements, NegotiationRows rows) {
        this.agreements = agreements;
        this.rows = rows;
    }

    /** What an offered document lays on each third party with duties, by its id. */
    Map<String, SubDocuments.SubDocument> needed(ContentHash document) {
        return SubDocuments.of(agreements
                .content(document)
                .orElseThrow(() -> new IllegalStateException("no content is stored under " + document)));
    }

    /**
     * An offer keeps the consents to what it leaves unchanged, and voids all others: also those of a third party that it
     * lays nothing on.
     */
    void voidOthers(VersionRef version, ContentHash document) {
        Map<String, ContentHash> asked = new LinkedHashMap<>();
        needed(document).forEach((party, duties) -> asked.put(party, duties.hash()));
        rows.voidConsentsExcept(version, asked);
    }

    /** The third parties whose consent to an offered document is missing, in the order of the document. */
    List<String> missing(VersionRef version, ContentHash document) {
        return needed(document).entrySet().stream()
                .filter(need -> !rows.hasConsented(
                        version, need.getKey(), need.getValue().hash()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
