package io.surety.measurement;

import io.surety.shared.Refusal;
import java.util.List;

/** Takes measurements in. The way they come in never matters: each delivery may be repeated, late or out of order. */
public interface TakeMeasurements {

    /**
     * Stores what is new. For the records that it changes it publishes {@link WorkItemsChanged}, {@link
     * ServiceRecordsChanged} and {@link WatermarkMoved} in the same transaction. Readings are committed when this returns,
     * whatever becomes of a transaction around it, and are told of when they are folded ({@link RollupsChanged}).
     *
     * @return an outcome for each measurement, in order
     * @throws Refusal {@code not-found} if the source is not registered
     */
    List<Outcome> take(Delivery delivery);
}
