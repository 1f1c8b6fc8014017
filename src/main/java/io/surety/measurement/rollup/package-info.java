/** Rolls readings up in buckets, again whenever one of them changes, and reads the buckets. */
@NullMarked
package io.surety.measurement.rollup;

import org.jspecify.annotations.NullMarked;
