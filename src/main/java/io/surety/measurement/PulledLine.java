package io.surety.measurement;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a pull has come.
 *
 * @param knownUntil everything that ended by then has been fetched
 * @param neededUntil nothing that ends after it is needed
 * @param failure which of the two queries was not answered last, and why; empty if both were
 */
public record PulledLine(Pull pull, Instant knownUntil, Instant neededUntil, Optional<String> failure) {}
