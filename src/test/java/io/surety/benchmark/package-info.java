/**
 * What {@code mvn -Pbenchmark verify} runs: one {@link io.surety.benchmark.Section} for each part of the house, each
 * figure beside its limit or peer measured in the same run, written to {@code docs/benchmarks.md}.
 *
 * <p>Compiled with the tests, so that it cannot rot; not run by them.
 */
@NullMarked
package io.surety.benchmark;

import org.jspecify.annotations.NullMarked;
