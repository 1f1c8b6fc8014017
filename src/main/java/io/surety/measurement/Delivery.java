package io.surety.measurement;

import io.surety.party.PersonId;
import java.util.List;

/**
 * Measurements of one source that are taken together, those that are records in one transaction.
 *
 * @param measurements at most a few thousand
 * @param tellPeople whether breaches that they reveal may tell people even if they are old (domain 8)
 * @param by who delivers them; {@link PersonId#SYSTEM} for a machine
 */
public record Delivery(String source, List<Measurement> measurements, boolean tellPeople, PersonId by) {

    public Delivery {
        measurements = List.copyOf(measurements);
    }
}
