package io.surety.measurement;

import io.surety.shared.Interval;

/** As {@link Bucket}, with the whole numbers of its totals only. */
public record CountedBucket(Interval span, Counts counts) {}
