package io.surety.measurement.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.shared.Diagnostic;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads one measurement after the other into an intake, as far as whoever delivers may deliver it.
 *
 * @param rights of whoever delivers
 */
record Delivering(ReadMeasurement read, Intake intake, DeliveryRights rights) {

    /** @param where makes of what is wrong a finding that says where it stands in the input */
    void take(long line, JsonNode node, BiFunction<Long, Diagnostic, Finding> where) {
        try {
            ReadMeasurement.OfSource measurement = read.read(node);
            if (!rights.mayDeliver(measurement.source())) {
                throw new UnreadableMeasurement(List.of(new Diagnostic(
                        "/source", "unknown-source", "no such source is registered for you: " + measurement.source())));
            }
            intake.add(line, measurement.source(), List.of(measurement.measurement()));
        } catch (UnreadableMeasurement e) {
            intake.tally()
                    .refuse(e.diagnostics().stream()
                            .map(d -> where.apply(line, d))
                            .toList());
        }
    }
}
