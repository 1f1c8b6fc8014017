package io.surety.measurement;

import io.surety.shared.Refusal;
import java.util.List;

/** Takes measurements in. The way they come in never matters: each delivery may be repeated, late or out of order. */
public interface TakeMeasurements {

    /**
     * Stores what is new, and publishes {@link WorkItemsChanged}, {@link ServiceRecordsChanged} and
     * {@link WatermarkMoved} in the same transaction for what it changes.
     *
     * @return an outcome for each measurement, in order
     * @throws Refusal {@code not-found} if the source is not registered
     */
    List<Outcome> take(Delivery delivery);
}
