/** Fetches counters from Prometheus and what speaks its language: Thanos, Mimir, VictoriaMetrics. */
@NullMarked
package io.surety.measurement.prometheus;

import org.jspecify.annotations.NullMarked;
