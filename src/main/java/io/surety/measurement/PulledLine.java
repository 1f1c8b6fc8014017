package io.surety.measurement;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a pull has come.
 *
 * @param knownUntil everything that ended by then has been fetched
 * @param neededUntil nothing that ends after it is needed
 * @param failure what kept it from being fetched last: which of the two queries was not answered and why, or that its
 *     connection is not configured, the server's clock is behind, or what came could not be stored; empty if nothing did
 */
public record PulledLine(Pull pull, Instant knownUntil, Instant neededUntil, Optional<String> failure) {}
