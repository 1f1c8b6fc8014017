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
 * @param chunk how many lines are stored together; memory holds two chunks of each request
 * @param atOnce how many requests bring measurements at the same time before further ones are refused
 */
@ConfigurationProperties("surety.measurement")
public record MeasurementLimits(
        @DefaultValue("4GB") DataSize body,
        @DefaultValue("256MB") DataSize file,
        @DefaultValue("64KB") DataSize line,
        @DefaultValue("4000") int chunk,
        @DefaultValue("128") int atOnce) {}
