package io.surety.evaluation;

import java.time.Instant;
import java.util.UUID;

/** The short window of an episode does not exceed the factor any more, or the term is not watched any longer. */
public record BurnEnded(UUID episode, Instant at) {}
