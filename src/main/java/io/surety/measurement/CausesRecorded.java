package io.surety.measurement;

import java.util.Set;

/**
 * Outages or maintenance windows were recorded, corrected, contradicted or withdrawn; published in the transaction that did
 * it, once for a delivery. Whoever asks for confirmations looks at them before that transaction commits, when it is known
 * who has confirmed them by recording them.
 *
 * @param ids in the source
 */
public record CausesRecorded(String source, Set<String> ids) {

    public CausesRecorded {
        ids = Set.copyOf(ids);
    }
}
