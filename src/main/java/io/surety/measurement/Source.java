package io.surety.measurement;

import io.surety.party.OrganisationId;
import java.util.HashSet;
import java.util.Set;

/**
 * Who a source belongs to.
 *
 * @param owner delivers; its people may write
 * @param readers further organisations that see its records and confirm them, such as customers
 */
public record Source(String id, OrganisationId owner, Set<OrganisationId> readers) {

    public Source {
        readers = Set.copyOf(readers);
    }

    /** The owner and the readers. */
    public Set<OrganisationId> organisations() {
        var all = new HashSet<>(readers);
        all.add(owner);
        return Set.copyOf(all);
    }
}
