/**
 * Availability: how much of the agreed service time a service was up, from outages, samples or slices. Everything but
 * the reading of what is known is pure.
 */
@NullMarked
package io.surety.evaluation.availability;

import org.jspecify.annotations.NullMarked;
