package io.surety.evaluation.availability;

import io.surety.measurement.Contradiction;
import io.surety.measurement.CounterSample;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.Outage;
import io.surety.measurement.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a service; in any order, and it may reach beyond what is judged.
 *
 * @param watermark until when the source is known; empty if it has never spoken
 */
public record Facts(
        List<Outage> outages,
        List<MaintenanceWindow> maintenance,
        List<Sample> samples,
        List<CounterSample> counters,
        List<Contradiction> contradictions,
        Optional<Instant> watermark) {}
