package io.surety.measurement.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one request may bring; what is larger comes in parts, since parts may overlap.
 *
 * @param body of all measurements of a request, unpacked
 * @param file of an imported table
 * @param line of one measurement or one row
 * @param chunk how many measurements are stored in one transaction
 */
@ConfigurationProperties("surety.measurement")
public record MeasurementLimits(
        @DefaultValue("64MB") DataSize body,
        @DefaultValue("256MB") DataSize file,
        @DefaultValue("64KB") DataSize line,
        @DefaultValue("500") int chunk) {}
