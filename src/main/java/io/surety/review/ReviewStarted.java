package io.surety.review;

import io.surety.agreement.VersionRef;

/** A review was opened; published in the transaction that opened it, so that its process starts with it. */
public record ReviewStarted(ReviewId review, VersionRef version) {}
