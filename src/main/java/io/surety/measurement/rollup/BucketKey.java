package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import java.time.Instant;

/** One bucket of one line of numbers; its grain is said by what holds it. */
record BucketKey(int series, Instant startsAt) {

    BucketKey in(Grain grain) {
        return new BucketKey(series, grain.floor(startsAt));
    }
}
